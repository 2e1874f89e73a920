// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * What a build of a target can be given.
 *
 * @param name the target's, if it has one
 * @param description what the comment above the target says
 * @param args the arguments that are looked at, in the order of the file
 */
public record Outline(
        Optional<String> name, Optional<String> description, List<Arg> args, List<Need> secrets, List<Need> ssh) {
    /**
     * An argument.
     *
     * @param value what it comes to in this build; empty without one
     * @param at the instruction that declares it
     */
    public record Arg(String name, Optional<String> description, String value, SourceSpan at) {}

    /**
     * A secret, or a key of an agent.
     *
     * @param at the instruction that wants it
     */
    public record Need(String id, boolean required, SourceSpan at) {}

    public Outline {
        args = List.copyOf(args);
        secrets = List.copyOf(secrets);
        ssh = List.copyOf(ssh);
    }
}
