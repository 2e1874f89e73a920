// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.trust.CacheScope;

/** Where a scope keeps what it knows under a key: the default one under the key itself, others apart from it and each other. */
final class ScopedPlace {
    private ScopedPlace() {}

    static Digest of(CacheScope scope, Digest key) {
        return scope.isDefault()
                ? key
                : new Hasher().put("scope").put(scope.name()).put(key).digest();
    }
}
