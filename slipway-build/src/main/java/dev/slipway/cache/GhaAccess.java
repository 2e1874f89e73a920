// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.text.Redacted;
import java.time.Duration;

/**
 * How the cache service of GitHub Actions is reached.
 *
 * @param url its base ({@code ACTIONS_RESULTS_URL})
 * @param token who we are ({@code ACTIONS_RUNTIME_TOKEN})
 * @param scope the name of the cache among those of the repository
 * @param version what entries must be of to be seen; a hash of what they were made with
 * @param timeout how long an export may take
 */
public record GhaAccess(String url, Redacted token, String scope, String version, Duration timeout) {}
