// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.cache.CacheBackend;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.ImageSource;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.Transfer;
import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.io.InputStream;

/** Where the blobs of an image come from. */
public sealed interface LayerSource {
    /** The bytes of a blob, verified at its end. */
    InputStream open(Descriptor blob, Transfer progress);

    /** A repository of a registry. */
    record Remote(RegistryClient client, ImageReference repository) implements LayerSource {
        @Override
        public InputStream open(Descriptor blob, Transfer progress) {
            return client.openBlob(repository, blob, progress);
        }
    }

    /** A layout or archive on this machine. */
    record Local(ImageSource source) implements LayerSource {
        @Override
        public InputStream open(Descriptor blob, Transfer progress) {
            try {
                return source.open(blob);
            } catch (IOException e) {
                throw new HostException("cannot read " + blob.digest() + ": " + e.getMessage(), e);
            }
        }
    }

    /** A cache that travels. */
    record Cached(CacheBackend cache) implements LayerSource {
        @Override
        public InputStream open(Descriptor blob, Transfer progress) {
            try {
                return cache.openBlob(blob, progress);
            } catch (IOException e) {
                throw new RegistryException("cannot read " + blob.digest() + " of " + cache.name(), e);
            }
        }
    }
}
