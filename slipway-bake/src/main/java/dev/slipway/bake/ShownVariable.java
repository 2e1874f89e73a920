// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.Optional;

/**
 * A variable, as lists show it.
 *
 * @param type its type, where one is declared
 * @param value empty for null
 */
public record ShownVariable(String name, Optional<String> type, Optional<String> description, Optional<String> value) {}
