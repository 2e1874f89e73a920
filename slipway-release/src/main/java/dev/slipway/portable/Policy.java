// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.List;

/**
 * What is promised of binaries.
 *
 * @param name as messages call it: {@code manylinux_2_28}, {@code --glibc}
 */
public record Policy(String name, List<Rule> rules) {
    public Policy {
        rules = List.copyOf(rules);
    }
}
