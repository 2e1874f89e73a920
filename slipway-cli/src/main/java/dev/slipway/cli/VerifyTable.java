// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.List;

/** The options of {@code slipway verify}. */
final class VerifyTable {
    private static final String PROMISES = "Promises";

    static final Option FORMAT = Option.value("format", "FORM", "table, json or sarif")
            .choices("table", "json", "sarif")
            .fallback("table");
    static final Option PLATFORM =
            Option.list("platform", "OS/ARCH", "the platforms of images; all of an index if not given");
    static final Option ROOT = Option.value(
                    "root",
                    "FOLDER|IMAGE",
                    "want all that the files need in this root file system: a folder, docker-image://NAME or oci-layout://FOLDER")
            .in(PROMISES);
    static final Option POLICY = Option.list(
                    "policy",
                    "NAME",
                    "hold the files to this policy: manylinux_2_17, manylinux_2_28, manylinux_2_34, musllinux_1_2, static, or"
                            + " one of slipway.hcl")
            .in(PROMISES);
    static final Option GLIBC = Option.value(
                    "glibc", "VERSION", "want no newer glibc than this: \"2.28\" or \"<= 2.28\"")
            .in(PROMISES);
    static final Option LIBC = Option.value("libc", "NAME", "want this C library")
            .choices("glibc", "musl")
            .in(PROMISES);
    static final Option NEEDED = Option.list(
                    "needed", "LIB[,LIB]", "want no other libraries than these, such as libc.so.6")
            .in(PROMISES);
    static final Option ISA = Option.value("isa", "LEVEL", "run on every x86-64 processor of this level")
            .choices("v1", "v2", "v3", "v4")
            .in(PROMISES);
    static final Option ALLOCATOR = Option.value("allocator", "NAME", "want malloc to be this one")
            .choices("libc", "mimalloc", "jemalloc", "tcmalloc")
            .in(PROMISES);
    static final Option HARDENING = Option.list("hardening", "NAME", "want this protection")
            .choices("pie", "relro", "full-relro", "nx", "no-textrel", "stack-protector", "fortify")
            .in(PROMISES);
    static final Option NO_RPATH =
            Option.flag("no-rpath", "want no folders of libraries in the files").in(PROMISES);
    static final Option MAX_SIZE =
            Option.value("max-size", "SIZE", "want no larger file than this").in(PROMISES);

    static final CommandSpec SPEC = CommandSpec.of(
            "verify",
            "PATH|IMAGE...",
            "Tell where binaries run, and hold them to what is promised of them",
            List.of(FORMAT, PLATFORM, POLICY, ROOT, GLIBC, LIBC, NEEDED, ISA, ALLOCATOR, HARDENING, NO_RPATH, MAX_SIZE),
            new CommandSpec.Operands(1, Integer.MAX_VALUE, "files, folders, archives or images"));

    private VerifyTable() {}
}
