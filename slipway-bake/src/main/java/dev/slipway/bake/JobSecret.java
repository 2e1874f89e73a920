// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.Optional;

/**
 * A secret that a job is lent.
 *
 * @param id what {@code --secret id=...} lends, else the variable of that name
 * @param variable of the environment that gets it
 * @param target the file that has it
 */
public record JobSecret(PlacedText id, Optional<String> variable, Optional<String> target) {}
