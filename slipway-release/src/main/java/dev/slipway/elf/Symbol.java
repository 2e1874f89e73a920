// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.util.Optional;

/**
 * An entry of a symbol table (gABI, chapter 4).
 *
 * @param version of dynamic symbols that have one: what is wanted, or what is defined
 * @param library where the version is wanted from; absent for what is defined here
 * @param place what it is and where
 */
public record Symbol(String name, Optional<String> version, Optional<String> library, Place place) {
    /**
     * The numbers of the entry.
     *
     * @param info binding and type, {@code st_info}
     * @param section {@code st_shndx}; 0 for what is wanted of others
     */
    public record Place(int info, int section, long value, long size) {}

    /** Gets symbols one by one. */
    @FunctionalInterface
    public interface Visitor {
        void symbol(Symbol symbol);
    }

    /** Whether it is wanted of another file. */
    public boolean isUndefined() {
        return place.section == 0;
    }

    /** Whether the program starts without it. */
    public boolean isWeak() {
        return place.info >> 4 == 2;
    }

    public boolean isLocal() {
        return place.info >> 4 == 0;
    }

    /** Whether it is chosen at the start by a function ({@code STT_GNU_IFUNC}). */
    public boolean isChosenAtStart() {
        return (place.info & 15) == 10;
    }

    /** As other tools write it: {@code memcpy@GLIBC_2.14}. */
    public String versioned() {
        return version.isPresent() ? name + "@" + version.get() : name;
    }
}
