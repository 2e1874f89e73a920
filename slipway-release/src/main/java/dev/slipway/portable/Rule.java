// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One promise that a binary keeps or breaks. */
public sealed interface Rule {
    /**
     * No symbol is of a newer version: {@code GLIBC} up to 2.28.
     *
     * @param on another newest one of some architectures
     */
    record Newest(String family, Version most, Map<String, Version> on) implements Rule {
        /** The same on all architectures. */
        public Newest(String family, Version most) {
            this(family, most, Map.of());
        }

        public Newest {
            on = Map.copyOf(on);
        }
    }

    /** It wants nothing of libraries that these keep for themselves, by library. */
    record NoPrivate(Map<String, Set<String>> symbols) implements Rule {
        public NoPrivate {
            symbols = Map.copyOf(symbols);
        }
    }

    /** No other library is needed; the loader and libraries that are among the files always may be. */
    record Needed(Set<String> allowed) implements Rule {
        public Needed {
            allowed = Collections.unmodifiableSet(new TreeSet<>(allowed));
        }
    }

    /** It needs no loader and no library, also not for what glibc loads at run time after all. */
    record Static() implements Rule {}

    /** It is made with that C library, and with its start files. */
    record LibcIs(Libc.Kind kind) implements Rule {}

    /** It has at most so many bytes. */
    record Size(long most) implements Rule {}

    /** It runs on every processor of that level of x86-64; other machines have none. */
    record Level(int most) implements Rule {}

    /** {@code malloc} is that one. */
    record AllocatorIs(String name) implements Rule {}

    /** It names no folders to look for libraries in. */
    record NoSearchPath() implements Rule {}

    /** It has that of {@link Hardening#missing()}. */
    record Hardened(String what) implements Rule {}
}
