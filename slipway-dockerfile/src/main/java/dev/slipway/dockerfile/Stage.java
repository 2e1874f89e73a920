// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * A FROM and what follows it.
 *
 * @param index counted from 0
 * @param name in lower case, as stages are looked up
 */
public record Stage(int index, Optional<String> name, Instruction.From from, List<Instruction> instructions) {
    public Stage {
        instructions = List.copyOf(instructions);
    }
}
