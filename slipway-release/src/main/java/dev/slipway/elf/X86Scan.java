// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.util.EnumMap;
import java.util.Map;

/**
 * Counts instructions of x86 that need more than the first x86-64 processors (Intel SDM, volume 2, appendix A). Takes one
 * instruction after the other, by their lengths, so that what only looks like one in the middle of another is not
 * counted; data among the code can still be taken for instructions, so what follows on what can't be code is not
 * counted either.
 */
public final class X86Scan extends CodeScan {
    /** So many instructions in a row must make sense before one counts. */
    private static final int TRUSTED = 6;

    private final boolean is64;
    private final Map<CpuFeature, long[]> counts = new EnumMap<>(CpuFeature.class);
    private long runtimeChecks;
    private int sensible;

    public X86Scan(boolean is64) {
        this.is64 = is64;
    }

    /** How many instructions need the feature. */
    public long count(CpuFeature feature) {
        long[] count = counts.get(feature);
        return count == null ? 0 : count[0];
    }

    /** How often the code asks the processor what it has ({@code cpuid}). */
    public long runtimeChecks() {
        return runtimeChecks;
    }

    @Override
    void begin() {
        sensible = TRUSTED;
    }

    @Override
    int scan(byte[] code, int end) {
        int at = 0;
        while (at < end && at + LONGEST <= code.length) {
            int length = instruction(code, at);
            sensible = length > 0 ? sensible + 1 : 0;
            at += Math.max(1, length);
        }
        return at;
    }

    private void found(CpuFeature feature) {
        if (sensible >= TRUSTED) {
            counts.computeIfAbsent(feature, _ -> new long[1])[0]++;
        }
    }

    /** The prefixes of an instruction: one bit for each kind. */
    private static final int OPERAND = 1;

    private static final int ADDRESS = 2;
    private static final int REPNE = 4;
    private static final int REPE = 8;
    private static final int WIDE = 16;

    /** The length of the instruction at a place; 0 when it is none. */
    private int instruction(byte[] code, int from) {
        int at = from;
        int prefixes = 0;
        int bit = X86Table.prefix(code[at]);
        while (bit != 0 && at - from < 8) {
            prefixes |= bit & 15;
            at++;
            bit = X86Table.prefix(code[at]);
        }
        if (is64 && (code[at] & 0xf0) == 0x40) {
            prefixes |= (code[at] & 8) != 0 ? WIDE : 0;
            at++;
        }
        int op = code[at] & 0xff;
        int length;
        if (op == 0x0f) {
            length = twoBytes(code, at + 1, prefixes);
        } else if (op == 0xc4 && (is64 || (code[at + 1] & 0xc0) == 0xc0)) {
            length = vex3(code, at);
        } else if (op == 0xc5 && (is64 || (code[at + 1] & 0xc0) == 0xc0)) {
            length = vex(code, at + 2, 1, code[at + 1]);
        } else if (op == 0x62 && (is64 || (code[at + 1] & 0xc0) == 0xc0)) {
            length = evex(code, at);
        } else {
            length = operands(code, at + 1, X86Table.one(op, is64), prefixes);
        }
        return length == 0 ? 0 : length - from;
    }

    private int vex3(byte[] code, int at) {
        int map = code[at + 1] & 31;
        return map < 1 || map > 3 ? 0 : vex(code, at + 3, map, code[at + 2]);
    }

    // the last byte of the prefix holds W, the register, L and two bits for 66, F3 and F2
    private int vex(byte[] code, int at, int map, byte last) {
        int op = code[at] & 0xff;
        boolean isLong = (last & 4) != 0;
        if (map == 1 && (in(op, 0x41, 0x4b) || in(op, 0x90, 0x99))) {
            found(CpuFeature.AVX512);
        } else if ((map == 2 && (op == 0xf2 || op == 0xf3 || in(op, 0xf5, 0xf7))) || (map == 3 && op == 0xf0)) {
            found(CpuFeature.BMI);
        } else if ((map == 2 && op == 0x13) || (map == 3 && op == 0x1d)) {
            found(CpuFeature.F16C);
        } else if (map == 2 && op >= 0x96 && op <= 0xbf) {
            found(CpuFeature.FMA);
        } else if (X86Table.isAvx2(map, op, isLong)) {
            found(CpuFeature.AVX2);
        } else {
            found(CpuFeature.AVX);
        }
        return vectorEnd(code, at, map, op);
    }

    private int evex(byte[] code, int at) {
        int map = code[at + 1] & 7;
        boolean isOne = (code[at + 1] & 8) == 0 && (code[at + 2] & 4) != 0 && map != 0 && map != 4 && map != 7;
        if (!isOne) {
            return 0;
        }
        found(CpuFeature.AVX512);
        return vectorEnd(code, at + 4, map, code[at + 4] & 0xff);
    }

    private int vectorEnd(byte[] code, int at, int map, int op) {
        boolean hasImmediate = map == 3 || (map == 1 && X86Table.two(op) == 'B');
        char kind = map == 1 && op == 0x77 ? '.' : hasImmediate ? 'B' : 'm';
        return operands(code, at + 1, kind, 0);
    }

    private int twoBytes(byte[] code, int at, int prefixes) {
        int op = code[at] & 0xff;
        if (op == 0x38 || op == 0x3a) {
            int third = code[at + 1] & 0xff;
            threeBytes(op, third, prefixes);
            return operands(code, at + 2, op == 0x38 ? 'm' : 'B', prefixes);
        }
        switch (op) {
            case 0xa2 -> runtimeChecks++;
            case 0xb8 -> count((prefixes & REPE) != 0, CpuFeature.POPCNT);
            case 0xbd -> count((prefixes & REPE) != 0, CpuFeature.LZCNT);
            case 0xf0 -> count((prefixes & REPNE) != 0, CpuFeature.SSE3);
            case 0x7c, 0x7d, 0xd0 -> count((prefixes & (REPNE | OPERAND)) != 0, CpuFeature.SSE3);
            case 0x12 -> count((prefixes & (REPNE | REPE)) != 0, CpuFeature.SSE3);
            case 0x16 -> count((prefixes & REPE) != 0, CpuFeature.SSE3);
            case 0xc7 -> {
                int kind = (code[at + 1] >> 3) & 7;
                boolean isRegister = (code[at + 1] & 0xc0) == 0xc0;
                count(kind == 1 && !isRegister && (prefixes & WIDE) != 0, CpuFeature.CX16);
                count(kind == 6 && isRegister && (prefixes & REPE) == 0, CpuFeature.RDRAND);
            }
            default -> {}
        }
        return operands(code, at + 1, X86Table.two(op), prefixes);
    }

    private static boolean in(int op, int first, int last) {
        return op >= first && op <= last;
    }

    private void count(boolean isOne, CpuFeature feature) {
        if (isOne) {
            found(feature);
        }
    }

    private void threeBytes(int map, int op, int prefixes) {
        if (map == 0x3a) {
            count(op == 0x0f, CpuFeature.SSSE3);
            count(op == 0x44, CpuFeature.PCLMUL);
            count(op >= 0x60 && op <= 0x63, CpuFeature.SSE4_2);
            count(op >= 0x08 && op <= 0x42 && op != 0x0f, CpuFeature.SSE4_1);
            count(op == 0xcc, CpuFeature.SHA);
            count(op == 0xdf, CpuFeature.AES);
            return;
        }
        count(op <= 0x0b || in(op, 0x1c, 0x1e), CpuFeature.SSSE3);
        count(op == 0x10 || in(op, 0x14, 0x17) || (in(op, 0x20, 0x41) && op != 0x37), CpuFeature.SSE4_1);
        count(op == 0x37 || (in(op, 0xf0, 0xf1) && (prefixes & REPNE) != 0), CpuFeature.SSE4_2);
        count((op == 0xf0 || op == 0xf1) && (prefixes & REPNE) == 0, CpuFeature.MOVBE);
        count(op >= 0xc8 && op <= 0xcd, CpuFeature.SHA);
        count(op >= 0xdb && op <= 0xdf, CpuFeature.AES);
        count(op == 0xf6, CpuFeature.ADX);
    }

    // the place behind the operands; 0 when there is no such instruction
    private int operands(byte[] code, int at, char kind, int prefixes) {
        boolean isShort = (prefixes & OPERAND) != 0;
        int z = isShort ? 2 : 4;
        return switch (kind) {
            case '.' -> at;
            case 'm' -> modrm(code, at, prefixes);
            case 'b' -> at + 1;
            case 'z' -> at + z;
            case 'j' -> at + (is64 ? 4 : z);
            case 'w' -> at + 2;
            case 'e' -> at + 3;
            case 'B' -> modrm(code, at, prefixes) + 1;
            case 'Z' -> modrm(code, at, prefixes) + z;
            case 'v' -> at + ((prefixes & WIDE) != 0 ? 8 : z);
            case 'o' -> at + (is64 == ((prefixes & ADDRESS) == 0) ? (is64 ? 8 : 2) : 4);
            case 'F' -> modrm(code, at, prefixes) + (((code[at] >> 3) & 7) < 2 ? 1 : 0);
            case 'G' -> modrm(code, at, prefixes) + (((code[at] >> 3) & 7) < 2 ? z : 0);
            default -> 0;
        };
    }

    private int modrm(byte[] code, int at, int prefixes) {
        int mode = (code[at] >> 6) & 3;
        int rm = code[at] & 7;
        if (mode == 3) {
            return at + 1;
        }
        if (!is64 && (prefixes & ADDRESS) != 0) {
            return at + 1 + (mode == 0 ? (rm == 6 ? 2 : 0) : mode);
        }
        int base = rm == 4 ? code[at + 1] & 7 : rm;
        int next = rm == 4 ? at + 2 : at + 1;
        int displacement = mode == 1 ? 1 : (mode == 2 || base == 5) ? 4 : 0;
        return next + displacement;
    }
}
