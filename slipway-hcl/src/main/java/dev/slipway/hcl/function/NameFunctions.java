// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.text;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.GoPath;

/** Paths and versions. */
final class NameFunctions {
    private NameFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "basename" -> function(a -> Value.of(base(text(a, 0))), text("path"));
            case "dirname" -> function(a -> Value.of(folder(text(a, 0))), text("path"));
            default ->
                function(
                        a -> Value.of(VersionRange.parse(text(a, 1)).holds(text(a, 0))),
                        text("version"),
                        text("constraint"));
        };
    }

    private static String base(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        if (end == 0) {
            return path.isEmpty() ? "." : "/";
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private static String folder(String path) {
        return GoPath.clean(path.substring(0, path.lastIndexOf('/') + 1));
    }
}
