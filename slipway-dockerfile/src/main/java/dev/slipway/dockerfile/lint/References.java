// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

/** Whether a text can name an image, by the grammar of the distribution project, without naming it. */
final class References {
    private static final int MAX_TAG = 128;

    private References() {}

    static boolean isValid(String reference) {
        String rest = reference;
        int at = rest.indexOf('@');
        if (at >= 0) {
            if (!isDigest(rest.substring(at + 1))) {
                return false;
            }
            rest = rest.substring(0, at);
        }
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            if (!isTag(rest.substring(colon + 1))) {
                return false;
            }
            rest = rest.substring(0, colon);
        }
        int slash = rest.indexOf('/');
        String first = slash < 0 ? "" : rest.substring(0, slash);
        boolean host = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        return host ? isPath(rest.substring(slash + 1)) : isPath(rest);
    }

    private static boolean isPath(String path) {
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                if (i == start || !isAlphanumeric(path.charAt(start)) || !isAlphanumeric(path.charAt(i - 1))) {
                    return false;
                }
                start = i + 1;
            } else if (!isAlphanumeric(path.charAt(i)) && "._-".indexOf(path.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTag(String tag) {
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            boolean word = isAlphanumeric(c) || (c >= 'A' && c <= 'Z') || c == '_';
            if (!word && (i == 0 || (c != '.' && c != '-'))) {
                return false;
            }
        }
        return !tag.isEmpty() && tag.length() <= MAX_TAG;
    }

    private static boolean isDigest(String digest) {
        int colon = digest.indexOf(':');
        for (int i = colon + 1; i < digest.length(); i++) {
            if (Character.digit(digest.charAt(i), 16) < 0) {
                return false;
            }
        }
        return colon > 0 && digest.length() - colon - 1 >= 32;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
