// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.nio.ByteOrder;

/** The numbers of machines (gABI, {@code e_machine}) that Linux runs on. */
public final class Machine {
    public static final int I386 = 3;
    public static final int S390 = 22;
    public static final int ARM = 40;
    public static final int X86_64 = 62;
    public static final int AARCH64 = 183;
    public static final int ALPHA = 0x9026;

    private Machine() {}

    static String name(ElfHeader header) {
        boolean isLittle = header.order() == ByteOrder.LITTLE_ENDIAN;
        String bits = header.is64() ? "64" : "32";
        return switch (header.machine()) {
            case 2, 18, 43 -> header.machine() == 43 ? "sparc64" : "sparc";
            case I386 -> "i386";
            case 4 -> "m68k";
            case 8 -> "mips" + (header.is64() ? "64" : "") + (isLittle ? "el" : "");
            case 15 -> "hppa";
            case 20 -> "ppc" + (isLittle ? "le" : "");
            case 21 -> "ppc64" + (isLittle ? "le" : "");
            case S390 -> header.is64() ? "s390x" : "s390";
            case ARM -> isLittle ? "arm" : "armeb";
            case 42 -> "sh";
            case 50 -> "ia64";
            case X86_64 -> header.is64() ? "x86_64" : "x32";
            case 93 -> "arc";
            case 94 -> "xtensa";
            case AARCH64 -> isLittle ? "aarch64" : "aarch64_be";
            case 189 -> "microblaze";
            case 243 -> "riscv" + bits;
            case 247 -> "bpf";
            case 252 -> "csky";
            case 258 -> "loongarch" + bits;
            case ALPHA -> "alpha";
            default -> "machine-" + header.machine();
        };
    }
}
