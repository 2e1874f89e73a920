// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.List;
import java.util.Locale;

/**
 * Which C library a file was made with.
 *
 * @param kind the library that is in it, or that it wants
 * @param start whose start files ({@code crt1.o}) it has; of libraries {@link Kind#NONE}
 * @param evidence what tells it: symbols, texts, the interpreter
 */
public record Libc(Kind kind, Kind start, List<String> evidence) {
    /** A C library. */
    public enum Kind {
        GLIBC,
        MUSL,
        /** bionic, uClibc, ... */
        OTHER,
        NONE,
        /** It is static and stripped, and nothing in it tells. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Libc {
        evidence = List.copyOf(evidence);
    }

    /** Whether one library's start files were linked with another library, as a wrong {@code -L} does it. */
    public boolean isMixed() {
        return (start == Kind.GLIBC && kind == Kind.MUSL) || (start == Kind.MUSL && kind == Kind.GLIBC);
    }
}
