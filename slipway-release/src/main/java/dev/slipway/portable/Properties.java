// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfFile;
import dev.slipway.elf.Machine;
import dev.slipway.elf.Note;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code .note.gnu.property} (Linux Extensions to gABI, "Program Property"; x86-64 psABI; AArch64 ELF). */
final class Properties {
    private static final long TYPE = 5;
    private static final int X86_FEATURES = 0xc0000002;
    private static final int X86_ISA_NEEDED = 0xc0008002;
    private static final int ARM64_FEATURES = 0xc0000000;

    private Properties() {}

    /** The level that an x86-64 file says it needs; 0 if it says none. */
    static int level(ElfFile file) {
        long bits = bits(file, X86_ISA_NEEDED);
        return bits == 0 ? 0 : 64 - Long.numberOfLeadingZeros(bits & 15);
    }

    /** Protections of branches that all of its code has. */
    static List<String> branchProtection(ElfFile file) {
        boolean isArm = file.header().machine() == Machine.AARCH64;
        boolean isIntel =
                file.header().machine() == Machine.X86_64 || file.header().machine() == Machine.I386;
        List<String> names = new ArrayList<>();
        if (isArm || isIntel) {
            long bits = bits(file, isArm ? ARM64_FEATURES : X86_FEATURES);
            if ((bits & 1) != 0) {
                names.add(isArm ? "bti" : "ibt");
            }
            if ((bits & 2) != 0) {
                names.add(isArm ? "pac" : "shstk");
            }
        }
        return names;
    }

    private static long bits(ElfFile file, int property) {
        for (Note note : file.notes()) {
            if (note.owner().equals("GNU") && note.type() == TYPE) {
                ByteBuffer bytes = ByteBuffer.wrap(note.content().getBytes(StandardCharsets.ISO_8859_1))
                        .order(file.header().order());
                while (bytes.remaining() >= 8) {
                    int type = bytes.getInt();
                    int size = bytes.getInt();
                    if (size < 0 || size > bytes.remaining()) {
                        break;
                    }
                    if (type == property && size >= 4) {
                        return bytes.getInt() & 0xffffffffL;
                    }
                    int padding = file.header().is64() ? 8 : 4;
                    bytes.position(Math.min(bytes.limit(), bytes.position() + ((size + padding - 1) & -padding)));
                }
            }
        }
        return 0;
    }
}
