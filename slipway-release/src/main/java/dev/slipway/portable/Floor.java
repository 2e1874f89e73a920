// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.List;

/**
 * The oldest version of a library with which a file runs.
 *
 * @param family the first part of its symbols' versions: {@code GLIBC}, {@code GLIBCXX}
 * @param raisedBy what wants that version, sorted by name
 */
public record Floor(String family, Version version, List<Wanted> raisedBy) {
    /**
     * A version that a file wants of a library, by a symbol.
     *
     * @param symbol the symbol's name; empty when the version is wanted by the file itself
     * @param version such as {@code GLIBC_2.28}
     * @param library that has it
     */
    public record Wanted(String symbol, String version, String library) {
        /** As it is told: {@code pow@GLIBC_2.29}. */
        @Override
        public String toString() {
            return symbol.isEmpty() ? version : symbol + "@" + version;
        }
    }

    public Floor {
        raisedBy = List.copyOf(raisedBy);
    }
}
