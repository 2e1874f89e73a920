// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.trust.CacheScope;
import dev.slipway.trust.TrustedKeys;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code cache} block says.
 *
 * @param scope the name of the own scope, or {@link #FROM_CI}
 * @param byActor whether a scope from the variables of a CI service begins with who started the job
 * @param reads the scopes that are read besides the own one, in this order
 * @param onlyOwn whether none is, whatever else is said
 * @param requireSigned whether a record without the signature that it needs is an error
 * @param trusted who may sign for which scopes
 * @param gc what is kept, if the block says so
 */
public record CachePolicy(
        Optional<String> scope,
        boolean byActor,
        List<CacheScope> reads,
        boolean onlyOwn,
        boolean requireSigned,
        List<TrustedKeys> trusted,
        Optional<GcBlock> gc) {
    /** In place of a scope's name: the one that the variables of a CI service tell. */
    public static final String FROM_CI = "ci";

    /** Of who wrote none. */
    public static final CachePolicy NONE =
            new CachePolicy(Optional.empty(), false, List.of(), false, false, List.of(), Optional.empty());

    public CachePolicy {
        reads = List.copyOf(reads);
        trusted = List.copyOf(trusted);
    }
}
