// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

/**
 * What {@code malloc} is.
 *
 * @param name {@code libc}, {@code mimalloc}, {@code jemalloc}, {@code tcmalloc}, or {@code unknown}
 * @param evidence what tells it
 */
public record Allocator(String name, String evidence) {}
