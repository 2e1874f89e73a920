// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes small ELF files by hand: one segment that is the whole file, at address 0, so that offsets are addresses; a dynamic
 * executable that wants {@code pow@GLIBC_2.29} of libm.so.6. Without sections, as after the hardest of strippings.
 */
public final class ElfMaker {
    private final boolean is64;
    private final ByteBuffer out;
    private final List<Integer> names = new ArrayList<>();

    private ElfMaker(boolean is64, ByteOrder order) {
        this.is64 = is64;
        this.out = ByteBuffer.allocate(4096).order(order);
    }

    /** A whole file. */
    public static byte[] dynamic(boolean is64, ByteOrder order) {
        return new ElfMaker(is64, order).make();
    }

    private void word(long value) {
        if (is64) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }

    private int words(int count) {
        return count * (is64 ? 8 : 4);
    }

    private byte[] make() {
        int headers = is64 ? 64 : 52;
        int entry = is64 ? 56 : 32;
        int strings = headers + 4 * entry;
        out.position(strings);
        for (String name : List.of("", "pow", "libm.so.6", "GLIBC_2.29", "/lib/ld-linux.so.2")) {
            names.add(out.position() - strings);
            out.put(name.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        }
        int stringsSize = out.position() - strings;
        int symbols = aligned();
        out.position(symbols + (is64 ? 24 : 16));
        out.putInt(names.get(1));
        out.position(symbols + (is64 ? 24 + 4 : 16 + 12));
        out.put((byte) 0x12);
        out.position(symbols + 2 * (is64 ? 24 : 16));
        int hash = aligned();
        out.putInt(1).putInt(2).putInt(1).putInt(0).putInt(0);
        int versions = aligned();
        out.putShort((short) 0).putShort((short) 2);
        int needs = aligned();
        out.putShort((short) 1)
                .putShort((short) 1)
                .putInt(names.get(2))
                .putInt(16)
                .putInt(0);
        out.putInt(0)
                .putShort((short) 0)
                .putShort((short) 2)
                .putInt(names.get(3))
                .putInt(0);
        int dynamic = aligned();
        long[] tags = {
            1,
            names.get(2),
            5,
            strings,
            10,
            stringsSize,
            6,
            symbols,
            4,
            hash,
            0x6ffffff0L,
            versions,
            0x6ffffffeL,
            needs,
            0x6fffffffL,
            1,
            0x6ffffffbL,
            0x08000001L,
            0,
            0
        };
        for (long tag : tags) {
            word(tag);
        }
        int size = out.position();
        header(headers, entry);
        segment(1, 5, 0, size);
        segment(2, 6, dynamic, size - dynamic);
        segment(3, 4, strings + names.get(4), "/lib/ld-linux.so.2".length() + 1);
        segment(0x6474e551, 6, 0, 0);
        byte[] file = new byte[size];
        out.get(0, file);
        return file;
    }

    private int aligned() {
        out.position((out.position() + 7) & -8);
        return out.position();
    }

    private void header(int headers, int entry) {
        out.position(0);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (is64 ? 2 : 1)});
        out.put((byte) (out.order() == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1);
        out.position(16);
        out.putShort((short) 3).putShort((short) (is64 ? 62 : 8)).putInt(1);
        word(0);
        word(headers);
        word(0);
        out.putInt(0).putShort((short) headers).putShort((short) entry).putShort((short) 4);
        out.position(16 + 8 + words(3) + 16);
    }

    private void segment(int type, int flags, int at, int size) {
        int start = out.position();
        int entry = is64 ? 56 : 32;
        // the first one stands behind the header
        out.position(type == 1 ? (is64 ? 64 : 52) : start);
        out.putInt(type);
        if (is64) {
            out.putInt(flags);
        }
        word(at);
        word(at);
        word(at);
        word(size);
        word(size);
        if (!is64) {
            out.putInt(flags);
        }
        word(8);
        out.position((type == 1 ? (is64 ? 64 : 52) : start) + entry);
    }
}
