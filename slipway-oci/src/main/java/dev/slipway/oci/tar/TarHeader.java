// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.util.Arrays;

/** One block of 512 bytes and the places of the fields in it (POSIX.1-1988 ustar; GNU's differ behind the magic). */
final class TarHeader {
    static final int BLOCK = 512;

    /** A field's place. */
    enum Field {
        NAME(0, 100),
        MODE(100, 8),
        UID(108, 8),
        GID(116, 8),
        SIZE(124, 12),
        MTIME(136, 12),
        CHECKSUM(148, 8),
        FLAG(156, 1),
        LINK_NAME(157, 100),
        MAGIC(257, 8),
        USER_NAME(265, 32),
        GROUP_NAME(297, 32),
        DEVICE_MAJOR(329, 8),
        DEVICE_MINOR(337, 8),
        PREFIX(345, 155);

        final int start;
        final int length;

        Field(int start, int length) {
            this.start = start;
            this.length = length;
        }
    }

    private static final byte[] USTAR = {'u', 's', 't', 'a', 'r', 0, '0', '0'};

    private final byte[] block;

    TarHeader(byte[] block) {
        this.block = block;
    }

    void clear() {
        Arrays.fill(block, (byte) 0);
    }

    boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    boolean isUstar() {
        return Arrays.equals(block, Field.MAGIC.start, Field.MAGIC.start + 6, USTAR, 0, 6);
    }

    /** star's own variant of ustar, whose prefix is shorter. */
    boolean isStar() {
        return isUstar() && block[508] == 't' && block[509] == 'a' && block[510] == 'r' && block[511] == 0;
    }

    char flag() {
        return (char) (block[Field.FLAG.start] & 0xff);
    }

    void flag(char flag) {
        block[Field.FLAG.start] = (byte) flag;
    }

    /** The bytes before the first NUL. */
    ByteString text(Field field) {
        return text(field.start, field.length);
    }

    private ByteString text(int start, int length) {
        int end = start;
        while (end < start + length && block[end] != 0) {
            end++;
        }
        return ByteString.of(block, start, end);
    }

    /** The name, its ustar prefix put back. */
    ByteString fullName() {
        ByteString name = text(Field.NAME);
        int prefixLength = isStar() ? 131 : isUstar() ? Field.PREFIX.length : 0;
        ByteString prefix = text(Field.PREFIX.start, prefixLength);
        return prefix.isEmpty() ? name : prefix.plus(ByteString.of("/")).plus(name);
    }

    /** Writes what fits, as Go does: one that is cut never ends with a slash, which would make a folder of a file. */
    void text(Field field, ByteString value) {
        int length = Math.min(value.length(), field.length);
        for (int i = 0; i < length; i++) {
            block[field.start + i] = value.at(i);
        }
        if (value.length() > field.length && block[field.start + length - 1] == '/') {
            int end = field.start + length - 1;
            while (end > field.start && block[end - 1] == '/') {
                end--;
            }
            block[end] = 0;
        }
    }

    static boolean fitsOctal(Field field, long value) {
        return value >= 0 && value < 1L << ((field.length - 1) * 3);
    }

    /** Octal digits and a NUL; 0 when it does not fit, which a PAX record mends. */
    void octal(Field field, long value) {
        long rest = fitsOctal(field, value) ? value : 0;
        octal(field.start, field.length - 1, rest);
    }

    private void octal(int start, int digits, long value) {
        long rest = value;
        for (int i = start + digits - 1; i >= start; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        block[start + digits] = 0;
    }

    /** Magic and, last of all, the checksum: six digits, a NUL, a blank. */
    void seal() {
        System.arraycopy(USTAR, 0, block, Field.MAGIC.start, USTAR.length);
        octal(Field.CHECKSUM.start, 6, checksum(false));
        block[Field.CHECKSUM.start + 7] = ' ';
    }

    /** Whether the checksum is right, the bytes taken as unsigned or, as old writers did, as signed. */
    boolean isSound() {
        long found = number(Field.CHECKSUM);
        return found == checksum(false) || found == checksum(true);
    }

    private long checksum(boolean signed) {
        long sum = 0;
        int start = Field.CHECKSUM.start;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= start && i < start + Field.CHECKSUM.length;
            sum += own ? ' ' : signed ? block[i] : block[i] & 0xff;
        }
        return sum;
    }

    /** The field's number, octal or base 256; {@link Long#MIN_VALUE} when it is neither. Empty is 0. */
    long number(Field field) {
        return (block[field.start] & 0x80) != 0 ? binary(field) : octal(field);
    }

    private long octal(Field field) {
        int at = field.start;
        int end = field.start + field.length;
        while (at < end && (block[at] == ' ' || block[at] == 0)) {
            at++;
        }
        while (end > at && (block[end - 1] == ' ' || block[end - 1] == 0)) {
            end--;
        }
        long value = 0;
        for (; at < end && block[at] != 0; at++) {
            int digit = block[at] - '0';
            if (digit < 0 || digit > 7) {
                return Long.MIN_VALUE;
            }
            value = (value << 3) | digit;
        }
        return value;
    }

    // two's complement, big-endian, the first bit being the mark
    private long binary(Field field) {
        boolean negative = (block[field.start] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < field.length; i++) {
            int b = block[field.start + i] & 0xff;
            if (i == 0) {
                b = negative ? b | 0x80 : b & 0x7f;
                value = negative ? (-1L << 8) | b : b;
                continue;
            }
            if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
                return Long.MIN_VALUE;
            }
            value = (value << 8) | b;
        }
        return value;
    }
}
