// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a copied file gets instead of what its source has; absent means as the source. The time in nanoseconds. */
public record CopiedMeta(OptionalInt mode, OptionalInt uid, OptionalInt gid, OptionalLong mtime) {
    /** As the source in all. */
    public static final CopiedMeta AS_SOURCE =
            new CopiedMeta(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());
}
