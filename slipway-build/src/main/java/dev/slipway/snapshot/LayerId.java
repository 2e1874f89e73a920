// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.digest.RandomHex;
import java.util.Optional;

/**
 * The name of a layer's folder: 32 random hex digits for one that was made here, {@code sha256-<diff ID>} for one that
 * came in an image, so that images with a layer in common share it.
 */
public record LayerId(String text) implements Comparable<LayerId> {
    private static final String OF_DIFF = "sha256-";

    public LayerId {
        String hex = text.startsWith(OF_DIFF) ? text.substring(OF_DIFF.length()) : text;
        if (!isHex(hex) || hex.length() != (text.startsWith(OF_DIFF) ? 64 : 32)) {
            throw new IllegalArgumentException("not a layer id: " + text);
        }
    }

    /** Reads the name of a folder; empty when it is no layer's. */
    public static Optional<LayerId> parse(String text) {
        try {
            return Optional.of(new LayerId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The layer with this uncompressed tar. */
    public static LayerId ofDiff(Digest diffId) {
        return new LayerId(OF_DIFF + diffId.hex());
    }

    /** The digest of its uncompressed tar, if the name tells it. */
    public Optional<Digest> diffId() {
        return text.startsWith(OF_DIFF) ? Optional.of(new Digest(text.substring(OF_DIFF.length()))) : Optional.empty();
    }

    static LayerId random() {
        return new LayerId(RandomHex.ofBytes(16));
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    // written out: what a record has by itself spins classes at its first use, which is on the path of every build
    @Override
    public boolean equals(Object other) {
        return other instanceof LayerId that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(LayerId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
