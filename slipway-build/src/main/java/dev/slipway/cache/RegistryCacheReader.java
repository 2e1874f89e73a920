// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import dev.slipway.registry.FetchedManifest;
import dev.slipway.registry.RegistryClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds the cache in what a registry has under a tag: the manifest of one, an index with one, or an image that carries one. */
final class RegistryCacheReader {
    private static final MediaType BUILDKIT = new MediaType("application/vnd.buildkit.cacheconfig.v0");
    private static final int MOST_PLATFORMS = 32;

    private final RegistryClient client;
    private final ImageReference reference;

    RegistryCacheReader(RegistryClient client, ImageReference reference) {
        this.client = client;
        this.reference = reference;
    }

    CacheDocument read(FetchedManifest fetched) throws IOException {
        if (!fetched.isIndex()) {
            return ofManifest(fetched.asManifest());
        }
        ImageIndex index = fetched.asIndex();
        Optional<Descriptor> own = withType(index.manifests(), CacheDocument.MEDIA_TYPE);
        if (own.isPresent()) {
            return document(own.get());
        }
        if (withType(index.manifests(), BUILDKIT).isPresent()) {
            throw ofBuildKit();
        }
        CacheDocument all = CacheDocument.EMPTY;
        for (Descriptor image : index.images().stream().limit(MOST_PLATFORMS).toList()) {
            if (image.mediaType().isManifest()) {
                FetchedManifest manifest =
                        client.fetchManifest(reference.withoutVersion().withDigest(image.digest()));
                all = all.plus(ofImage(manifest.asManifest()));
            }
        }
        if (all.isEmpty()) {
            throw none();
        }
        return all;
    }

    private static Optional<Descriptor> withType(List<Descriptor> all, MediaType type) {
        return all.stream().filter(one -> one.mediaType().equals(type)).findFirst();
    }

    private CacheDocument ofManifest(ImageManifest manifest) throws IOException {
        MediaType type = manifest.config().mediaType();
        if (type.equals(CacheDocument.MEDIA_TYPE)) {
            return document(manifest.config());
        }
        if (type.equals(BUILDKIT)) {
            throw ofBuildKit();
        }
        CacheDocument inline = type.isImageConfig() ? ofImage(manifest) : CacheDocument.EMPTY;
        if (inline.isEmpty()) {
            throw none();
        }
        return inline;
    }

    private CacheDocument document(Descriptor config) throws MalformedCacheException {
        return CacheDocument.read(client.fetchBytes(reference, config, CacheDocument.MAX_BYTES), reference.toString());
    }

    private CacheDocument ofImage(ImageManifest manifest) throws IOException {
        ImageConfig config = client.fetchConfig(reference, manifest);
        Optional<CacheDocument> found = InlineCache.of(config, manifest, reference.toString());
        if (found.isEmpty() && config.others().containsKey(InlineCache.OF_BUILDKIT)) {
            throw ofBuildKit();
        }
        return found.orElse(CacheDocument.EMPTY);
    }

    private MalformedCacheException ofBuildKit() {
        return new MalformedCacheException(reference
                + " holds a cache of BuildKit, whose keys are made of other things than ours and name nothing here;"
                + " give Slipway a reference of its own");
    }

    private MalformedCacheException none() {
        return new MalformedCacheException(reference
                + " is no cache, and no image that carries one; write it with --cache-to type=registry or inline");
    }
}
