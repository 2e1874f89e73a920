// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What makes an attack harder.
 *
 * @param isPie whether it can be loaded anywhere; libraries always can
 * @param hasStackNoCode whether the stack holds no code ({@code PT_GNU_STACK} without X)
 * @param bindsNow whether all symbols are bound at the start
 * @param writesCode whether its code is written to while it is loaded ({@code DT_TEXTREL})
 */
public record Hardening(
        boolean isPie,
        Relro relro,
        boolean hasStackNoCode,
        boolean bindsNow,
        boolean writesCode,
        Seen stackProtector,
        Seen fortify,
        List<String> branchProtection) {
    /** Whether tables of addresses become read-only. */
    public enum Relro {
        NONE,
        /** All but those that are bound late. */
        PARTIAL,
        FULL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether something was found that is only there when the compiler was asked for it. */
    public enum Seen {
        YES,
        NO,
        /** What is there can be the C library's own, which is in the file as well. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Hardening {
        branchProtection = List.copyOf(branchProtection);
    }

    /** What a careful maker has and this has not. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        add(missing, !isPie, "pie");
        add(missing, relro != Relro.FULL, relro == Relro.NONE ? "relro" : "full-relro");
        add(missing, !hasStackNoCode, "nx");
        add(missing, writesCode, "no-textrel");
        add(missing, stackProtector == Seen.NO, "stack-protector");
        add(missing, fortify == Seen.NO, "fortify");
        return missing;
    }

    private static void add(List<String> missing, boolean isMissing, String name) {
        if (isMissing) {
            missing.add(name);
        }
    }
}
