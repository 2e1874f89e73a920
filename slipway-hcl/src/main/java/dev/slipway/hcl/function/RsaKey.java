// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A private RSA key of a PEM file in the form of PKCS #1. */
record RsaKey(BigInteger modulus, BigInteger exponent) {
    private static final String BEGIN = "-----BEGIN RSA PRIVATE KEY-----";
    private static final String END = "-----END RSA PRIVATE KEY-----";

    static RsaKey parse(String pem) throws FunctionException {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw noKey();
        }
        try {
            ByteBuffer der =
                    ByteBuffer.wrap(Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end)));
            element(der, 0x30);
            number(der); // the version
            BigInteger modulus = number(der);
            number(der); // the public exponent
            return new RsaKey(modulus, number(der));
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException _) {
            throw noKey();
        }
    }

    private static FunctionException noKey() {
        return new FunctionException("this is no private key", 1).withHelp("expected " + BEGIN);
    }

    // leaves the buffer inside of a sequence, and behind anything else
    private static ByteBuffer element(ByteBuffer der, int tag) throws FunctionException {
        if ((der.get() & 0xFF) != tag) {
            throw noKey();
        }
        int length = der.get() & 0xFF;
        if (length > 0x80) {
            int bytes = length & 0x7F;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (der.get() & 0xFF);
            }
        }
        if (length < 0 || length > der.remaining()) {
            throw noKey();
        }
        ByteBuffer content = der.slice(der.position(), length);
        if (tag != 0x30) {
            der.position(der.position() + length);
        }
        return content;
    }

    private static BigInteger number(ByteBuffer der) throws FunctionException {
        ByteBuffer content = element(der, 0x02);
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return new BigInteger(1, bytes);
    }

    /** What was encrypted with padding of PKCS #1, version 1.5, and written in base 64. */
    String decrypt(String text) throws FunctionException {
        byte[] encrypted;
        try {
            encrypted = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw new FunctionException("this is no base64", 0);
        }
        BigInteger number = new BigInteger(1, encrypted);
        if (modulus.signum() == 0 || number.compareTo(modulus) >= 0) {
            throw new FunctionException("it was not encrypted for this key", 0);
        }
        byte[] plain = number.modPow(exponent, modulus).toByteArray();
        int start = plain.length > 0 && plain[0] == 0 ? 1 : 0;
        int zero = start + 1;
        while (zero < plain.length && plain[zero] != 0) {
            zero++;
        }
        if (plain.length <= start || plain[start] != 2 || zero >= plain.length) {
            throw new FunctionException("it was not encrypted for this key", 0);
        }
        return new String(plain, zero + 1, plain.length - zero - 1, StandardCharsets.UTF_8);
    }
}
