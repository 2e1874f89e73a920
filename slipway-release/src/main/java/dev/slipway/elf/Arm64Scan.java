// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

/** Counts 64-bit Arm instructions beyond Armv8.0 (Arm ARM, C4.1), as far as their encodings are told apart by few bits. */
public final class Arm64Scan extends CodeScan {
    private long atomics;
    private long sve;

    @Override
    void begin() {}

    @Override
    int scan(byte[] code, int end) {
        int at = 0;
        for (; at < end; at += 4) {
            int word = (code[at] & 0xff)
                    | (code[at + 1] & 0xff) << 8
                    | (code[at + 2] & 0xff) << 16
                    | (code[at + 3] & 0xff) << 24;
            if ((word & 0x3b200c00) == 0x38200000 || (word & 0x3fa07c00) == 0x08a07c00) {
                atomics++;
            } else if (((word >>> 25) & 15) == 2) {
                sve++;
            }
        }
        return at;
    }

    public long count(CpuFeature feature) {
        return feature == CpuFeature.LSE ? atomics : feature == CpuFeature.SVE ? sve : 0;
    }
}
