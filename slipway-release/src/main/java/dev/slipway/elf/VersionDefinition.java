// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

/**
 * A version that a library has ({@code Verdef}).
 *
 * @param isBase whether it is the library's own name
 */
public record VersionDefinition(String name, int index, boolean isBase) {}
