// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;

/** Tells what targets are made of: what {@code identity("TARGET")} gives. */
@FunctionalInterface
public interface Identities {
    /** Knows none. */
    Identities NONE = (target, _, at) -> {
        throw SourceException.at(
                at,
                "the identity of \"" + target + "\" is not known here",
                "use it in targets and jobs, and in what they are made of");
    };

    /**
     * @param plan the target with all that it needs; nothing in it says where it goes
     * @param at where it is asked for
     * @return hexadecimal digits
     */
    String of(String target, BakePlan plan, SourceSpan at);
}
