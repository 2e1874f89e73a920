// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.util.Locale;

/**
 * What a processor need not have. The levels are those of the x86-64 psABI (3.1.1); 0 stands for what no level has.
 */
public enum CpuFeature {
    SSE3(2),
    SSSE3(2),
    SSE4_1(2),
    SSE4_2(2),
    POPCNT(2),
    CX16(2),
    AVX(3),
    AVX2(3),
    BMI(3),
    F16C(3),
    FMA(3),
    LZCNT(3),
    MOVBE(3),
    AVX512(4),
    AES(0),
    PCLMUL(0),
    SHA(0),
    ADX(0),
    RDRAND(0),
    /** Atomic instructions of Armv8.1. */
    LSE(0),
    SVE(0);

    private final int level;

    CpuFeature(int level) {
        this.level = level;
    }

    /** The lowest level of x86-64 that has it. */
    public int level() {
        return level;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
