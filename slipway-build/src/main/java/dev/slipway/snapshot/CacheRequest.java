// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

/** A cache mount asked for; owner and mode are for a folder that does not exist yet. */
public record CacheRequest(String id, Sharing sharing, int uid, int gid, int mode) {}
