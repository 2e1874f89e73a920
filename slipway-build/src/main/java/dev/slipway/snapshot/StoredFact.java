// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.trust.CacheScope;

/**
 * A remembered computation as one who keeps house sees it.
 *
 * @param scope the default one for kinds that all scopes share
 */
public record StoredFact(CacheScope scope, Digest key, String value) {}
