// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

/**
 * What follows an x86 opcode (Intel SDM, volume 2, tables ), one letter each: {@code m} a ModRM byte, {@code b}
 * a byte, {@code z} two or four bytes, {@code B} and {@code Z} both, {@code j} a distance, {@code v} up to eight bytes,
 * {@code o} an address, {@code w} two, {@code e} three bytes, {@code F} and {@code G} what depends on the ModRM byte,
 * {@code x} nothing: there is no such instruction.
 */
final class X86Table {
    private static final String ONE_64 = "mmmmbzxxmmmmbzx." + "mmmmbzxxmmmmbzxx" + "mmmmbz.xmmmmbz.x"
            + "mmmmbz.xmmmmbz.x"
            + "................" + "................" + "xxxm....zZbB...." + "bbbbbbbbbbbbbbbb" + "BZxBmmmmmmmmmmmm"
            + "..........x....." + "oooo....bz......" + "bbbbbbbbvvvvvvvv" + "BBw.xxBZe.w..bx." + "mmmmxxx.mmmmmmmm"
            + "bbbbbbbbjjxb...." + "......FG......mm";
    private static final String ONE_32 = "mmmmbz..mmmmbz.." + "mmmmbz..mmmmbz.." + "mmmmbz..mmmmbz.."
            + "mmmmbz..mmmmbz.."
            + "................" + "................" + "..mm....zZbB...." + "bbbbbbbbbbbbbbbb" + "BZBBmmmmmmmmmmmm"
            + "................" + "oooo....bz......" + "bbbbbbbbvvvvvvvv" + "BBw.mmBZe.w..b.." + "mmmmbbx.mmmmmmmm"
            + "bbbbbbbbjj.b...." + "......FG......mm";
    private static final String TWO = "mmmmx........m.B"
            + "mmmmmmmmmmmmmmmm" + "mmmmxxxxmmmmmmmm" + "......x.xxxxxxxx" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm"
            + "mmmmmmmmmmmmmmmm" + "BBBBmmm.mmmmmmmm" + "jjjjjjjjjjjjjjjj" + "mmmmmmmmmmmmmmmm" + "...mBmxx...mBmmm"
            + "mmmmmmmmmmBmmmmm" + "mmBmBBBm........" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm" + "mmmmmmmmmmmmmmmm";

    private X86Table() {}

    static char one(int op, boolean is64) {
        return (is64 ? ONE_64 : ONE_32).charAt(op);
    }

    /** Behind {@code 0F}. */
    static char two(int op) {
        return TWO.charAt(op);
    }

    /** The kind of a prefix; 0 for what is none, a bit beyond the others for what changes nothing here. */
    static int prefix(byte code) {
        return switch (code & 0xff) {
            case 0x66 -> 1;
            case 0x67 -> 2;
            case 0xf2 -> 4;
            case 0xf3 -> 8;
            case 0xf0, 0x2e, 0x36, 0x3e, 0x26, 0x64, 0x65 -> 32;
            default -> 0;
        };
    }

    /** Whether an instruction with a VEX prefix is of AVX2: integers in long registers, and what AVX has not at all. */
    static boolean isAvx2(int map, int op, boolean isLong) {
        boolean isInteger = isLong
                && switch (map) {
                    case 1 -> in(op, 0x60, 0x6d) || in(op, 0x70, 0x76) || (in(op, 0xd1, 0xfe) && !isOther(op));
                    case 2 -> op <= 0x0b || in(op, 0x1c, 0x40);
                    default -> op == 0x0e || op == 0x0f || op == 0x42 || op == 0x4c;
                };
        boolean isNew = switch (map) {
            case 1 -> false;
            case 2 ->
                op == 0x36 || in(op, 0x45, 0x47) || in(op, 0x58, 0x5a) || in(op, 0x78, 0x79) || in(op, 0x8c, 0x93);
            default -> op <= 0x02 || op == 0x38 || op == 0x39 || op == 0x46;
        };
        return isInteger || isNew;
    }

    // moves and conversions, which AVX has for long registers too
    private static boolean isOther(int op) {
        return op == 0xd6 || op == 0xe6 || op == 0xe7 || op == 0xf0;
    }

    private static boolean in(int op, int first, int last) {
        return op >= first && op <= last;
    }
}
