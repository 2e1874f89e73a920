// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

/**
 * That a unit is to go.
 *
 * @param rule why, in the words of the policy, such as {@code keep-for 336h}
 */
public record Deletion(Unit unit, String rule) {}
