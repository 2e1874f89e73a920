// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.text;

import dev.slipway.digest.Digest;
import dev.slipway.hcl.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Digests of texts, and the identifiers that are made of them. */
final class DigestFunctions {
    private DigestFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "md5" -> digest("MD5");
            case "sha1" -> digest("SHA-1");
            case "sha256" -> function(a -> Value.of(Digest.of(text(a, 0)).hex()), text("str"));
            case "sha512" -> digest("SHA-512");
            default -> function(DigestFunctions::uuid, text("namespace"), text("name"));
        };
    }

    private static Function digest(String algorithm) {
        return function(
                a -> Value.of(
                        HexFormat.of().formatHex(hash(algorithm, text(a, 0).getBytes(StandardCharsets.UTF_8)))),
                text("str"));
    }

    private static byte[] hash(String algorithm, byte[] bytes) throws FunctionException {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException _) {
            throw new FunctionException("this JDK has no " + algorithm);
        }
    }

    static String random(String digits) {
        long high = (Long.parseUnsignedLong(digits, 0, 16, 16) & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long low = (Long.parseUnsignedLong(digits, 16, 32, 16) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static Value uuid(List<Value> arguments) throws FunctionException {
        UUID namespace = namespace(text(arguments, 0));
        byte[] name = text(arguments, 1).getBytes(StandardCharsets.UTF_8);
        ByteBuffer input = ByteBuffer.allocate(16 + name.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(name);
        ByteBuffer digest = ByteBuffer.wrap(hash("SHA-1", input.array()));
        long high = (digest.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x5000L;
        long low = (digest.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return Value.of(new UUID(high, low).toString());
    }

    // RFC 4122, appendix C
    private static UUID namespace(String name) throws FunctionException {
        String text = switch (name) {
            case "dns" -> "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
            case "url" -> "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
            case "oid" -> "6ba7b812-9dad-11d1-80b4-00c04fd430c8";
            case "x500" -> "6ba7b814-9dad-11d1-80b4-00c04fd430c8";
            default -> name;
        };
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new FunctionException("\"" + name + "\" is no namespace", 0)
                    .withHelp("expected dns, url, oid, x500 or a UUID");
        }
    }
}
