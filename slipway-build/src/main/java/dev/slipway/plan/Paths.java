// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Paths inside an image: always with slashes, as Go's package {@code path} treats them. */
final class Paths {
    private Paths() {}

    /** The path without {@code .}, {@code ..} and double slashes, from the root; nothing leads above the root. */
    static String absolute(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : split(path)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** The path, taken from the folder when it is not absolute. */
    static String resolve(String folder, String path) {
        return absolute(path.startsWith("/") ? path : folder + "/" + path);
    }

    private static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                parts.add(path.substring(start, i));
                start = i + 1;
            }
        }
        return parts;
    }
}
