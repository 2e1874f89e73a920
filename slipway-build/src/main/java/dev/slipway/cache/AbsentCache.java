// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.oci.Descriptor;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A cache that was asked for where there is none of its kind. */
record AbsentCache(CachePlace.Absent place) implements CacheBackend {
    @Override
    public String name() {
        return place.name();
    }

    private IOException fault() {
        return new IOException(place.name() + ": " + place.reason());
    }

    @Override
    public Optional<CacheDocument> load() throws IOException {
        throw fault();
    }

    @Override
    public void publish(Merge merge) throws IOException {
        throw fault();
    }

    @Override
    public boolean hasBlob(Descriptor blob) throws IOException {
        throw fault();
    }

    @Override
    public void putBlob(Descriptor blob, BlobSource source, Transfer progress) throws IOException {
        throw fault();
    }

    @Override
    public InputStream openBlob(Descriptor blob, Transfer progress) throws IOException {
        throw fault();
    }
}
