// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * An image in the local store. {@code name} is the full reference with its tag; {@code manifest} is the digest of the
 * manifest, or of the index when {@code content} is one; the chain is absent for an image that was never unpacked here.
 * An image that got no name is kept under its id.
 */
public record StoredImage(
        String name, Digest manifest, Json content, Digest config, Optional<Chain> chain, Instant created) {
    // what the reference "sha256:HEX" comes to, so that the id is a name like others
    private static final String UNTAGGED = "docker.io/library/sha256:";

    /** The name of an image that got none. */
    public static String untaggedName(Digest config) {
        return UNTAGGED + config.hex();
    }

    /** Whether an image of that name got none. */
    public static boolean isUntaggedName(String name) {
        return name.startsWith(UNTAGGED);
    }

    public boolean isUntagged() {
        return name.equals(untaggedName(config));
    }
}
