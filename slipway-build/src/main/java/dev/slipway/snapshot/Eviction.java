// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.time.Instant;

/**
 * That something was taken out of the store.
 *
 * @param rule the rule that chose it, as people know it, such as {@code keep-for 336h}
 */
public record Eviction(Instant at, String rule) {}
