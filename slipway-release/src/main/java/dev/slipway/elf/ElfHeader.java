// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.nio.ByteOrder;

/**
 * The ELF header (gABI, chapter 4), as far as it says what the file is.
 *
 * @param is64 whether words have 64 bits
 * @param osAbi {@code EI_OSABI}: 0 for System V, 3 for GNU
 * @param flags the machine's own, {@code e_flags}
 */
public record ElfHeader(boolean is64, ByteOrder order, int osAbi, ElfType type, int machine, long entry, long flags) {
    /** {@code e_type}. */
    public enum ElfType {
        NONE,
        RELOCATABLE,
        EXECUTABLE,
        /** A library, or an executable that may be loaded anywhere. */
        SHARED,
        CORE,
        OTHER;

        static ElfType of(int number) {
            return number >= 0 && number <= 4 ? values()[number] : OTHER;
        }
    }

    /** The machine as other tools and registries call it: {@code x86_64}, {@code aarch64}. */
    public String architecture() {
        return Machine.name(this);
    }
}
