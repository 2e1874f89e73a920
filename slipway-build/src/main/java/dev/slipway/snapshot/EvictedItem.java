// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.time.Instant;

/**
 * One line of the log of what was taken away.
 *
 * @param kind record, layer, blob, mount or image
 * @param id of a record the name of its file
 * @param rule the rule that chose it
 * @param what for people
 */
public record EvictedItem(Instant at, String kind, String id, long size, String rule, String what) {}
