// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 digest of some bytes, written {@code sha256:<64 hex digits>} (OCI image specification, descriptor, digests).
 * Other algorithms are refused: nothing in use needs them, and each would be one more way to name the same blob.
 */
public record Digest(String hex) implements Comparable<Digest> {
    private static final String PREFIX = "sha256:";

    public Digest {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("not 64 lower-case hex digits: " + hex);
        }
    }

    /** Reads {@code sha256:<hex>}; empty when it is not one. */
    public static Optional<Digest> parse(String text) {
        if (!text.startsWith(PREFIX) || !isHex(text.substring(PREFIX.length()))) {
            return Optional.empty();
        }
        return Optional.of(new Digest(text.substring(PREFIX.length())));
    }

    /** The digest of these bytes. */
    public static Digest of(byte[] bytes) {
        return new Hasher().update(bytes).digest();
    }

    /** The digest of the text in UTF-8. */
    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Digest ofRaw(byte[] raw) {
        return new Digest(HexFormat.of().formatHex(raw));
    }

    /** The first twelve digits, for people. */
    public String abbreviated() {
        return hex.substring(0, 12);
    }

    // written out: what a record has by itself spins classes at its first use, which is on the path of every build
    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && hex.equals(that.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }

    private static boolean isHex(String text) {
        if (text.length() != 64) {
            return false;
        }
        for (int i = 0; i < 64; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
