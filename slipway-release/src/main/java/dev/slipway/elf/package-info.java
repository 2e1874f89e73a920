// SPDX-License-Identifier: Apache-2.0
/**
 * ELF files (System V gABI, chapters 4 and 5; the GNU extensions of symbol versions, hash tables and notes) as values, read
 * piece by piece out of whatever has bytes at places. Every number in a file is a claim: each is compared with the file's
 * size before it is used, and nothing is allocated by it alone.
 */
@NullMarked
package dev.slipway.elf;

import org.jspecify.annotations.NullMarked;
