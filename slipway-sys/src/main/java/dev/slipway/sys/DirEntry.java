// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One name in a folder, as bytes (Linux file names are bytes, not text), and what it is. */
// an array, because names are many and bytes; equals and hashCode compare its contents
@SuppressWarnings("ArrayRecordComponent")
public record DirEntry(byte[] name, FileStat stat) {
    /** The order of names as unsigned bytes, the same on every machine and under every locale. */
    public static int compareNames(DirEntry a, DirEntry b) {
        return Arrays.compareUnsigned(a.name, b.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DirEntry(var otherName, var otherStat)
                && Arrays.equals(name, otherName)
                && stat.equals(otherStat);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(name);
    }

    @Override
    public String toString() {
        return new String(name, StandardCharsets.UTF_8) + " " + stat;
    }
}
