// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import dev.slipway.progress.Progress;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.BlobWriter;
import dev.slipway.snapshot.LayerBlob;
import dev.slipway.snapshot.LayerContent;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Lease;
import dev.slipway.snapshot.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings a layer from elsewhere into the store, unpacked and verified: once, whoever asks for it at the same time. */
final class LayerFetcher {
    private final Store store;
    private final Progress progress;

    LayerFetcher(Store store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    /**
     * The layer with this tar.
     *
     * @param step what the progress of the transfer belongs to
     * @throws IOException if the blob cannot be read or unpacked
     */
    LayerId fetch(Digest step, LayerSource source, Descriptor blob, Digest diffId)
            throws IOException, InterruptedException {
        LayerId id = LayerId.ofDiff(diffId);
        if (store.layers().exists(id)) {
            return id;
        }
        try (Lease _ = store.lockKey(new Hasher().put("layer").put(diffId).digest())) {
            if (store.layers().exists(id) || store.layers().revive(id)) {
                return id;
            }
            unpack(step, source, blob, diffId);
        }
        LayerBlob original =
                new LayerBlob(blob.digest(), blob.size(), blob.mediaType().value());
        store.layerBlobs().putBlob(id, ImagePuller.ORIGINAL, original);
        return id;
    }

    private void unpack(Digest step, LayerSource source, Descriptor blob, Digest diffId)
            throws IOException, InterruptedException {
        String what = blob.digest().toString();
        Optional<Path> here = store.blobs().find(blob.digest());
        try (BlobWriter kept = store.blobs().write(what);
                InputStream in = here.isPresent()
                        ? Files.newInputStream(here.get())
                        : new Tee(source.open(blob, transfer(step, what)), kept);
                Counted content = new Counted(Compression.decompressed(in, BombLimit.LAYER))) {
            store.layers().unpacker().unpack(diffId, content, what);
            in.transferTo(OutputStream.nullOutputStream());
            if (here.isEmpty()) {
                kept.commit(blob.digest(), blob.size());
            }
            store.layerBlobs().putContent(LayerId.ofDiff(diffId), new LayerContent(diffId, content.count()));
        }
    }

    private Transfer transfer(Digest step, String what) {
        return (current, total) -> progress.moved(step, what, current, total);
    }
}
