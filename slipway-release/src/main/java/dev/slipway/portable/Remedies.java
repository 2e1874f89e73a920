// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.portable.Floor.Wanted;

/** What to do about a broken rule. */
final class Remedies {
    private Remedies() {}

    static String newest(Wanted wanted, String family, Version most) {
        if (wanted.version().equals("GLIBC_ABI_DT_RELR")) {
            return "link with -Wl,-z,nopack-relative-relocs";
        }
        return switch (family) {
            case "GLIBC" ->
                "build where glibc is " + most + " or older, or link with its libraries instead of this machine's";
            case "GLIBCXX", "CXXABI" -> "link with -static-libstdc++, or build with an older g++";
            case "GCC" -> "link with -static-libgcc, or build with an older gcc";
            default -> "build with an older " + wanted.library() + ", or link it statically";
        };
    }

    static String libc(Libc.Kind wanted) {
        return switch (wanted) {
            case MUSL ->
                "link with musl's own headers, crt1.o and libc.a: a target named musl alone links what the machine has";
            case GLIBC -> "build for a glibc host: the process that loads it has glibc";
            case OTHER, NONE, UNKNOWN -> "link with another C library";
        };
    }

    static String hardening(String what) {
        return switch (what) {
            case "pie" -> "compile with -fPIE and link with -pie";
            case "relro" -> "link with -Wl,-z,relro";
            case "full-relro" -> "link with -Wl,-z,relro,-z,now";
            case "nx" -> "link with -Wl,-z,noexecstack; an assembler file may lack .note.GNU-stack";
            case "no-textrel" -> "compile with -fPIC";
            case "stack-protector" -> "compile with -fstack-protector-strong";
            case "fortify" -> "compile with -O2 -D_FORTIFY_SOURCE=2";
            default -> "see the compiler's manual";
        };
    }
}
