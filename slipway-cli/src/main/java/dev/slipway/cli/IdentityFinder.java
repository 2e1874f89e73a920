// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Identities;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.UsageException;

/** Finds what targets are made of by planning them, and reading what they take from this machine; nothing is run. */
record IdentityFinder(ParsedOptions options, Io io) implements Identities {
    @Override
    public String of(String target, BakePlan plan, SourceSpan at) {
        try {
            return new BakeRun(plan, BakeOptions.read(options, io).plain(), io)
                    .identity(target)
                    .digest()
                    .hex();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted while it was found what " + target + " is made of");
        }
    }
}
