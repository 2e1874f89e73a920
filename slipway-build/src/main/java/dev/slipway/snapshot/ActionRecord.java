// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Seal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was done: under this key, an op gave this file system. {@code resultId} names the result for keys further down;
 * {@code inputs} are what went into the key, by name, so that a miss can be explained.
 *
 * @param scope in which it was done; of a record from elsewhere, what it was accepted as
 * @param seal the signature that a record from elsewhere came with; {@link Seal#MISSING} if it had none
 */
public record ActionRecord(
        CacheScope scope,
        Digest key,
        Digest resultId,
        Chain chain,
        Instant created,
        String description,
        Map<String, String> inputs,
        Optional<Seal> seal) {
    public ActionRecord {
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }

    /** What was done by this build; the store that it is saved in says in which scope. */
    public ActionRecord(
            Digest key, Digest resultId, Chain chain, Instant created, String description, Map<String, String> inputs) {
        this(CacheScope.DEFAULT, key, resultId, chain, created, description, inputs, Optional.empty());
    }

    ActionRecord fromElsewhere() {
        Seal came = seal.orElse(Seal.MISSING);
        return new ActionRecord(scope, key, resultId, chain, created, description, inputs, Optional.of(came));
    }

    ActionRecord in(CacheScope other) {
        return scope.equals(other)
                ? this
                : new ActionRecord(other, key, resultId, chain, created, description, inputs, seal);
    }
}
