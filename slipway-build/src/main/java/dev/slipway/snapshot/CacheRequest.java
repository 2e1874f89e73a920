// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

/** A cache mount asked for; owner and mode are for a folder that does not exist yet. */
public record CacheRequest(String id, Sharing sharing, int uid, int gid, int mode) {
    /** As {@code RUN --mount=type=cache} without options. */
    public static CacheRequest of(String id) {
        return new CacheRequest(id, Sharing.SHARED, 0, 0, 0755);
    }
}
