// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.util.ArrayList;
import java.util.List;

/** Paths as Go's package {@code path} treats them. */
public final class GoPath {
    private GoPath() {}

    /** The shortest path that means the same: no {@code .}, no inner {@code ..}, single slashes, {@code .} for nothing. */
    public static String clean(String path) {
        if (isClean(path)) {
            return path;
        }
        boolean rooted = path.startsWith("/");
        List<String> kept = new ArrayList<>();
        int at = 0;
        while (at <= path.length()) {
            int slash = path.indexOf('/', at);
            int end = slash < 0 ? path.length() : slash;
            String part = path.substring(at, end);
            at = end + 1;
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!part.equals("..")) {
                kept.add(part);
            } else if (!kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!rooted) {
                kept.add(part);
            }
        }
        String joined = String.join("/", kept);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    // true of most paths, and then nothing is copied
    private static boolean isClean(String path) {
        if (path.isEmpty() || (path.length() > 1 && path.endsWith("/"))) {
            return false;
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean atStart = i == 0 || path.charAt(i - 1) == '/';
            if (atStart && (c == '.' || (c == '/' && i > 0))) {
                return false;
            }
        }
        return true;
    }
}
