// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A public Ed25519 key (RFC 8032), written {@code ed25519:} and its 32 bytes in base64. */
public record SignerKey(String text) {
    static final String PREFIX = "ed25519:";
    static final int BYTES = 32;

    // RFC 8410: a SubjectPublicKeyInfo up to the key itself
    private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    public SignerKey {
        if (!isKey(text)) {
            throw new IllegalArgumentException("no Ed25519 key: " + text);
        }
    }

    /** Reads a key; empty when it is none, or not written in the one way that there is. */
    public static Optional<SignerKey> parse(String text) {
        return isKey(text) ? Optional.of(new SignerKey(text)) : Optional.empty();
    }

    static SignerKey of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] raw = new byte[BYTES];
        System.arraycopy(encoded, encoded.length - BYTES, raw, 0, BYTES);
        return new SignerKey(PREFIX + Base64.getEncoder().encodeToString(raw));
    }

    /** Whether the signature is of these bytes by this key. */
    boolean signed(byte[] message, Seal seal) {
        try {
            byte[] signature = Base64.getDecoder().decode(seal.signature());
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key());
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private PublicKey key() throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        byte[] encoded = new byte[HEAD.length + BYTES];
        System.arraycopy(HEAD, 0, encoded, 0, HEAD.length);
        System.arraycopy(raw, 0, encoded, HEAD.length, BYTES);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    // base64 has several spellings of the same bytes; only the one that is written is a key
    private static boolean isKey(String text) {
        if (!text.startsWith(PREFIX)) {
            return false;
        }
        String base64 = text.substring(PREFIX.length());
        try {
            byte[] raw = Base64.getDecoder().decode(base64);
            return raw.length == BYTES
                    && Base64.getEncoder().encodeToString(raw).equals(base64);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
