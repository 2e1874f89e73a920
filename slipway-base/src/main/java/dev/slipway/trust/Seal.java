// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import java.util.Optional;

/**
 * A signature beside what it is of, as text. Whether it holds is for {@link Trust} to say.
 *
 * @param signer the public key, as {@link SignerKey} writes it
 * @param signature 64 bytes in base64
 */
public record Seal(String signer, String signature) {
    /** Of what came from elsewhere without one: it stays unsigned, whoever writes it into another cache. */
    public static final Seal MISSING = new Seal("", "");

    private static final int MOST_CHARACTERS = 256;

    /** One line. */
    public String text() {
        return signer + " " + signature;
    }

    /** Reads {@link #text}; empty when it is none. */
    public static Optional<Seal> parse(String text) {
        int space = text.indexOf(' ');
        return space < 0 || text.length() > MOST_CHARACTERS
                ? Optional.empty()
                : Optional.of(new Seal(text.substring(0, space), text.substring(space + 1)));
    }
}
