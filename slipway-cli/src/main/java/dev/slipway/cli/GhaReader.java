// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CachePlace;
import dev.slipway.cache.GhaAccess;
import dev.slipway.digest.Digest;
import dev.slipway.text.Redacted;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads how the cache service of GitHub Actions is reached: from attributes, else from the environment of a runner. */
final class GhaReader {
    private static final List<String> KNOWN = List.of("type", "url", "url_v2", "token", "scope", "timeout", "version");
    private static final String VERSION = Digest.of("|slipway-1").hex();

    private final Map<String, String> environment;

    GhaReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param more attributes that others read */
    CachePlace read(Attributes attributes, List<String> more) {
        List<String> known = new ArrayList<>(KNOWN);
        known.addAll(more);
        attributes.refuseUnknown("a gha cache", known);
        String url = attributes.text("url_v2", environment.getOrDefault("ACTIONS_RESULTS_URL", ""));
        String token = attributes.text("token", environment.getOrDefault("ACTIONS_RUNTIME_TOKEN", ""));
        String scope = attributes.text("scope", "slipway");
        if (url.isEmpty() || token.isEmpty()) {
            return new CachePlace.Absent(
                    "gha:" + scope,
                    "not in a runner of GitHub Actions: ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_TOKEN are not both set;"
                            + " in a \"run:\" step, let an action that exports them go before");
        }
        requireUrl(attributes, url);
        return new CachePlace.Gha(new GhaAccess(
                url,
                new Redacted(token.getBytes(StandardCharsets.US_ASCII)),
                scope,
                attributes.text("version", VERSION),
                timeout(attributes)));
    }

    private static void requireUrl(Attributes attributes, String url) {
        Argument at = attributes.value("url_v2").orElse(attributes.whole());
        try {
            URI parsed = URI.create(url);
            if (parsed.getHost() != null && List.of("http", "https").contains(parsed.getScheme())) {
                return;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw at.error(
                "the address of the cache service is none: " + CommandLine.printable(url), "expected: https://...");
    }

    private static Duration timeout(Attributes attributes) {
        String text = attributes.text("timeout", "10m");
        Duration parsed = Durations.parse(text).orElse(Duration.ZERO);
        if (!parsed.isPositive()) {
            throw attributes
                    .value("timeout")
                    .orElse(attributes.whole())
                    .error("this is no time: " + CommandLine.printable(text), "expected: such as 90s, 10m or 1h30m");
        }
        return parsed;
    }
}
