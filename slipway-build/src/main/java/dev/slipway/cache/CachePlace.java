// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.oci.ImageReference;
import java.nio.file.Path;
import java.util.Optional;

/** Where a cache is kept: what {@code --cache-from} and {@code --cache-to} name. */
public sealed interface CachePlace {
    /** A tag of a registry, or an image there that carries a cache. */
    record Registry(ImageReference reference) implements CachePlace {}

    /**
     * An OCI layout in a folder.
     *
     * @param digest of the manifest to read, whatever the tag names by now
     */
    record Local(Path folder, String tag, Optional<Digest> digest) implements CachePlace {}

    /** The cache service of GitHub Actions. */
    record Gha(GhaAccess access) implements CachePlace {}

    /** One that this machine cannot reach, and why: asked for in a CI service, built elsewhere. */
    record Absent(String name, String reason) implements CachePlace {}

    /** The image that is built. */
    record Inline() implements CachePlace {}
}
