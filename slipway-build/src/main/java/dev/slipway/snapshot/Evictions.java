// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.util.Optional;

/** What was taken out of the store, so that a step that runs again can say why. Asked only for steps that run. */
@FunctionalInterface
public interface Evictions {
    /** The last removal of the record of this key, if it is known. */
    Optional<Eviction> of(Digest key);
}
