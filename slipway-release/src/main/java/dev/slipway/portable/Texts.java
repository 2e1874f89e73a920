// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.TextScan;
import java.util.ArrayList;
import java.util.List;

/** Texts that stay in a file when its symbols are gone. */
final class Texts {
    static final List<String> GLIBC = List.of("GLIBC_TUNABLES", "LIBC_FATAL_STDERR_", "FATAL: kernel too old");
    static final List<String> MUSL =
            List.of("MUSL_LOCPATH", "No error information", "-0X+0X 0X-0x+0x 0x", "/etc/ld-musl-");
    static final List<String> MIMALLOC = List.of("mimalloc: ");
    static final List<String> JEMALLOC = List.of("<jemalloc>: ");
    static final List<String> TCMALLOC = List.of("TCMALLOC_");
    static final String NAME_SERVICE = "/etc/nsswitch.conf";
    static final String STACK_PROTECTOR = "stack smashing detected";
    /** Go's build information begins so. */
    static final String GO = "\u00ff Go buildinf:";

    private Texts() {}

    static TextScan scan() {
        List<String> all = new ArrayList<>();
        for (List<String> some : List.of(GLIBC, MUSL, MIMALLOC, JEMALLOC, TCMALLOC)) {
            all.addAll(some);
        }
        all.addAll(List.of(NAME_SERVICE, STACK_PROTECTOR, GO));
        return new TextScan(all);
    }

    static List<String> found(TextScan scan, List<String> wanted) {
        return wanted.stream().filter(scan::has).toList();
    }
}
