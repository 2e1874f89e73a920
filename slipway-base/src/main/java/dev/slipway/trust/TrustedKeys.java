// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import java.util.List;

/** Who may sign for which scopes. */
public record TrustedKeys(ScopePattern scopes, List<SignerKey> keys) {
    public TrustedKeys {
        keys = List.copyOf(keys);
    }
}
