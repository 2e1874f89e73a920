// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.dockerfile.ignore.PathPattern;
import java.util.List;

/** Patterns in which a part {@code **} stands for any number of folders, as {@code --parents} knows them. */
final class DoubleStar {
    private DoubleStar() {}

    static boolean match(String pattern, String path) {
        return match(List.of(pattern.split("/")), List.of(path.split("/")));
    }

    private static boolean match(List<String> pattern, List<String> path) {
        if (pattern.isEmpty()) {
            return path.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.getFirst().equals("**")) {
            for (int i = 0; i <= path.size(); i++) {
                if (match(rest, path.subList(i, path.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !path.isEmpty()
                && PathPattern.match(pattern.getFirst(), path.getFirst())
                && match(rest, path.subList(1, path.size()));
    }
}
