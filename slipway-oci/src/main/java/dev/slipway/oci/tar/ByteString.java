// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes as a value: a file name as Linux has it (any bytes but NUL), or the value of an extended attribute. Equal by
 * bytes, ordered by unsigned bytes.
 */
public final class ByteString implements Comparable<ByteString> {
    public static final ByteString EMPTY = new ByteString(new byte[0]);
    private static final String HEX = "0123456789abcdef";

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The text in UTF-8. */
    public static ByteString of(String text) {
        return new ByteString(text.getBytes(StandardCharsets.UTF_8));
    }

    public static ByteString of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new ByteString(bytes.clone());
    }

    public static ByteString of(byte[] bytes, int from, int to) {
        return from == to ? EMPTY : new ByteString(Arrays.copyOfRange(bytes, from, to));
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public byte at(int index) {
        return bytes[index];
    }

    public int indexOf(int wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == (byte) wanted) {
                return i;
            }
        }
        return -1;
    }

    public int lastIndexOf(int wanted) {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] == (byte) wanted) {
                return i;
            }
        }
        return -1;
    }

    public ByteString slice(int from, int to) {
        return of(bytes, from, to);
    }

    public boolean startsWith(ByteString prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    public boolean endsWith(int last) {
        return bytes.length > 0 && bytes[bytes.length - 1] == (byte) last;
    }

    public ByteString plus(ByteString more) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
        System.arraycopy(more.bytes, 0, joined, bytes.length, more.bytes.length);
        return new ByteString(joined);
    }

    /** Whether all bytes are in 1..127. */
    public boolean isAscii() {
        for (byte b : bytes) {
            if (b <= 0) {
                return false;
            }
        }
        return true;
    }

    public boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /** Byte for byte as characters 0 to 255. */
    String latin1() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static ByteString ofLatin1(String text) {
        return new ByteString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The text, undecodable bytes replaced: for people, never for a path. */
    public String decoded() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(ByteString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** For messages: UTF-8 as it is, control characters and bytes that are not UTF-8 as {@code \xNN}. */
    @Override
    public String toString() {
        boolean utf8 = isUtf8();
        String text = new String(bytes, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 127 || c == '\\' || (c > 127 && (!utf8 || c < 0xa0))) {
                out.append("\\x").append(HEX.charAt((c >> 4) & 15)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
