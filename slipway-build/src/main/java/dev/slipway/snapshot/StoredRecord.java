// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.trust.CacheScope;
import java.util.List;

/**
 * A record as one who keeps house sees it.
 *
 * @param place the name of its file
 * @param key the key that it stands for, in its scope
 * @param targets for which it was made, if that was noted
 * @param lastUsed in milliseconds since 1970
 */
public record StoredRecord(
        String place,
        String key,
        String scope,
        String description,
        List<String> targets,
        List<LayerId> layers,
        long lastUsed) {
    /** Whether it stands where its scope keeps its own. Else another scope took it over from a cache, and nobody else uses it. */
    public boolean isOwn() {
        return Digest.parse("sha256:" + key)
                .flatMap(digest -> CacheScope.parse(scope).map(named -> ScopedPlace.of(named, digest)))
                .filter(own -> own.hex().equals(place))
                .isPresent();
    }
}
