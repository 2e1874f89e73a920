// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Names and passwords in URLs, {@code https://name:password@host/}: used where they are needed, and shown nowhere. */
public final class UrlCredentials {
    private static final String SCHEME = "://";

    private UrlCredentials() {}

    /** The text with {@code ***} for what stands between {@code ://} and {@code @} in its URLs. */
    public static String hidden(String text) {
        return replaced(text, "***");
    }

    /** The same with as many stars as there were characters, so that all else stays in its place. */
    public static String covered(String text) {
        return replaced(text, "");
    }

    /** The same for text in any encoding that has ASCII in it. */
    public static byte[] covered(byte[] text) {
        return covered(new String(text, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String replaced(String text, String stars) {
        int at = text.indexOf(SCHEME);
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int copied = 0;
        while (at >= 0) {
            int start = at + SCHEME.length();
            int end = end(text, start);
            if (end > start && !isLoginOfSsh(text, at, end) && !isImage(text, at)) {
                out.append(text, copied, start).append(stars.isEmpty() ? "*".repeat(end - start) : stars);
                copied = end;
            }
            at = text.indexOf(SCHEME, start);
        }
        return out.append(text, copied, text.length()).toString();
    }

    // a digest stands behind that @
    private static boolean isImage(String text, int at) {
        return text.startsWith("docker-image", at - "docker-image".length())
                || text.startsWith("oci-layout", at - "oci-layout".length());
    }

    // a name alone, which proves nothing
    private static boolean isLoginOfSsh(String text, int at, int end) {
        boolean hasPassword = text.substring(at + SCHEME.length(), end).indexOf(':') >= 0;
        return at >= 3 && text.startsWith("ssh", at - 3) && !hasPassword;
    }

    // of the last @ before the host ends: a password may hold one
    private static int end(String text, int start) {
        int found = start;
        for (int i = start; i < text.length() && "/?#'\" \t\r\n".indexOf(text.charAt(i)) < 0; i++) {
            found = text.charAt(i) == '@' ? i : found;
        }
        return found;
    }

    private static int end(String url) {
        int at = url.indexOf(SCHEME);
        return at < 0 ? 0 : end(url, at + SCHEME.length());
    }

    /** The {@code name:password} of the URL, as written; empty when it has none. */
    public static Optional<String> of(String url) {
        int start = url.indexOf(SCHEME) + SCHEME.length();
        int end = end(url);
        return end > start ? Optional.of(url.substring(start, end)) : Optional.empty();
    }

    /** What the {@code Authorization} header says for such a {@code name:password} (RFC 7617). */
    public static String basic(String credentials) {
        // + is no blank here
        String plain = URLDecoder.decode(credentials.replace("+", "%2B"), StandardCharsets.UTF_8);
        String pair = plain.indexOf(':') < 0 ? plain + ":" : plain;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The URL without them. */
    public static String removed(String url) {
        int start = url.indexOf(SCHEME) + SCHEME.length();
        int end = end(url);
        return end > start ? url.substring(0, start) + url.substring(end + 1) : url;
    }
}
