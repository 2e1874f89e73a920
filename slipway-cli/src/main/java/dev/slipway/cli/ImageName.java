// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.oci.ImageReference;
import dev.slipway.oci.OciSyntaxException;
import java.util.Locale;

/** Reads the names that an image is to get: {@code [HOST[:PORT]/]PATH[:TAG]}. */
final class ImageName {
    private static final int MAX_TAG = 128;

    private ImageName() {}

    /** The name with its tag, {@code latest} if it has none. */
    static ImageReference read(Argument value) {
        check(value);
        try {
            return ImageReference.parse(value.text());
        } catch (OciSyntaxException e) {
            throw value.error(String.valueOf(e.getMessage()), "expected: NAME[:TAG]");
        }
    }

    /** A name that exists somewhere: it may hold a digest. */
    static ImageReference any(Argument value) {
        if (value.text().indexOf('@') < 0) {
            return read(value);
        }
        try {
            return ImageReference.parse(value.text());
        } catch (OciSyntaxException e) {
            throw value.error(String.valueOf(e.getMessage()), "expected: NAME[:TAG][@sha256:DIGEST]");
        }
    }

    /** The name as docker prints it. */
    static String familiar(String name) {
        return ImageReference.of(name).familiar();
    }

    // finds the place of what is wrong, which the parser of references does not tell
    private static void check(Argument value) {
        String text = value.text();
        if (text.isEmpty()) {
            throw value.error("the name is empty", "expected: NAME[:TAG]");
        }
        int at = text.indexOf('@');
        if (at >= 0) {
            throw value.error(at, text.length(), "a name to give cannot hold a digest", "expected: NAME[:TAG]");
        }
        int slash = text.lastIndexOf('/');
        int colon = text.indexOf(':', slash + 1);
        checkPath(value, colon < 0 ? text.length() : colon);
        if (colon >= 0) {
            checkTag(value, colon + 1);
        }
    }

    private static void checkPath(Argument value, int end) {
        String text = value.text();
        int hostEnd = hostEnd(text);
        for (int i = hostEnd; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                throw value.error(
                        i, i + 1, "the name of an image is in lower case", "write \"" + lower(text, end) + "\"");
            }
            if (!isPathCharacter(c)) {
                throw value.error(i, i + 1, "this cannot stand in the name of an image", "expected: a-z 0-9 . _ - /");
            }
            if (!isAlphanumeric(c) && (i == hostEnd || i + 1 == end || (text.charAt(i + 1) == '/' && c != '_'))) {
                throw value.error(
                        i, i + 1, "a part of a name begins and ends with a letter or digit", "expected: NAME[:TAG]");
            }
        }
        if (hostEnd == end) {
            throw value.error("the name is empty", "expected: NAME[:TAG]");
        }
    }

    private static String lower(String text, int end) {
        int from = hostEnd(text);
        return text.substring(0, from) + text.substring(from, end).toLowerCase(Locale.ROOT) + text.substring(end);
    }

    // as docker tells a host from a path: it has a dot, a port, or is localhost
    private static int hostEnd(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return 0;
        }
        String first = text.substring(0, slash);
        boolean isHost = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        return isHost ? slash + 1 : 0;
    }

    private static void checkTag(Argument value, int from) {
        String text = value.text();
        if (from == text.length()) {
            throw value.error(from - 1, from, "the tag is empty", "expected: NAME:TAG");
        }
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isFirst = i == from;
            boolean isGood =
                    isAlphanumeric(c) || (c >= 'A' && c <= 'Z') || c == '_' || (!isFirst && (c == '.' || c == '-'));
            if (!isGood) {
                throw value.error(i, i + 1, "this cannot stand in a tag", "expected: A-Z a-z 0-9 _ . -");
            }
        }
        if (text.length() - from > MAX_TAG) {
            throw value.error(from + MAX_TAG, text.length(), "the tag is too long", "expected: at most 128 characters");
        }
    }

    private static boolean isPathCharacter(char c) {
        return isAlphanumeric(c) || c == '.' || c == '_' || c == '-' || c == '/';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
