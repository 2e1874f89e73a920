// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

/** What a writer brings to a cache that others write too. */
public interface Merge {
    /** What is there with ours. */
    CacheDocument onto(CacheDocument there);

    /** Whether ours is in it, or what took its place; if not, somebody wrote over it. */
    boolean isIn(CacheDocument there);
}
