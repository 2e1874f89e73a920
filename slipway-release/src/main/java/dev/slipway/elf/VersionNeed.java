// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

/**
 * A version that a file wants of a library (LSB 5.0, "Symbol Versioning", {@code Verneed}).
 *
 * @param library the library's name, as in {@link DynamicTable#needed}
 * @param name such as {@code GLIBC_2.28}
 * @param index by which symbols name it
 * @param isWeak whether the loader starts the program without it
 */
public record VersionNeed(String library, String name, int index, boolean isWeak) {}
