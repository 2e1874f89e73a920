// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.engine.ImagePuller;
import dev.slipway.oci.MediaType;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarWriter;
import dev.slipway.snapshot.LayerBlob;
import dev.slipway.snapshot.LayerContent;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root, for the owners of files in a layer. */
@Tag("root")
class LayerPackerTest {
    private static final LayerPacker.Form FORCED_ZSTD =
            new LayerPacker.Form(Compression.ZSTD, Compression.DEFAULT_LEVEL, true, Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void layerOfAnImageKeepsItsTarInEveryCompression() throws Exception {
        byte[] tar = tarInAnOrderOfItsOwn();
        Digest diffId = Digest.of(tar);
        try (Store store = Store.open(folder.resolve("store"))) {
            LayerId layer = pulled(store, tar);
            LayerPacker packer = new LayerPacker(store);

            LayerPacker.Packed forced = packer.pack(layer, FORCED_ZSTD, true);
            LayerPacker.Packed plain = packer.pack(layer, LayerPacker.Form.PLAIN, true);

            assertThat(forced.diffId()).isEqualTo(diffId);
            assertThat(plain.diffId()).isEqualTo(diffId);
            assertThat(unpacked(store, forced)).isEqualTo(tar);
            assertThat(unpacked(store, plain)).isEqualTo(tar);
        }
    }

    @Test
    void layerWhoseBlobIsGoneIsNotPackedAsAnotherTar() throws Exception {
        byte[] tar = tarInAnOrderOfItsOwn();
        try (Store store = Store.open(folder.resolve("store"))) {
            LayerId layer = pulled(store, tar);
            Digest blob = store.layerBlobs()
                    .blob(layer, ImagePuller.ORIGINAL)
                    .orElseThrow()
                    .digest();
            Files.delete(store.blobs().find(blob).orElseThrow());

            assertThatThrownBy(() -> new LayerPacker(store).pack(layer, LayerPacker.Form.PLAIN, true))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining("its files give another tar")
                    .hasMessageContaining("slipway cache prune --filter id=" + layer.text());
        }
    }

    @Test
    void tarOfNoImageIsNamedByTheTarThatItIsPackedAs() throws Exception {
        byte[] tar = tarInAnOrderOfItsOwn();
        try (Store store = Store.open(folder.resolve("store"))) {
            LayerId layer = store.layers().unpacker().unpack(LayerTar::digest, new ByteArrayInputStream(tar), "test");

            LayerPacker.Packed packed = new LayerPacker(store).pack(layer, LayerPacker.Form.PLAIN, true);

            assertThat(packed.diffId()).isNotEqualTo(Digest.of(tar));
            assertThat(Digest.of(unpacked(store, packed))).isEqualTo(packed.diffId());
            assertThat(layer).isEqualTo(LayerId.ofDiff(packed.diffId()));
        }
    }

    // we would write the names in their order
    private static byte[] tarInAnOrderOfItsOwn() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter writer = new TarWriter(bytes)) {
            for (String name : new String[] {"b", "a"}) {
                writer.put(TarEntry.file(name, 0644, 0, Instant.EPOCH), InputStream.nullInputStream());
            }
        }
        return bytes.toByteArray();
    }

    private static LayerId pulled(Store store, byte[] tar) throws Exception {
        Digest diffId = Digest.of(tar);
        LayerId layer = LayerId.ofDiff(diffId);
        store.layers().unpacker().unpack(diffId, new ByteArrayInputStream(tar), "test");
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = Compression.GZIP.compressing(gzip, Compression.DEFAULT_LEVEL)) {
            out.write(tar);
        }
        Digest blob = store.blobs().put(gzip.toByteArray());
        String type = MediaType.layer(Compression.GZIP, true).value();
        store.layerBlobs().putBlob(layer, ImagePuller.ORIGINAL, new LayerBlob(blob, gzip.size(), type));
        store.layerBlobs().putContent(layer, new LayerContent(diffId, tar.length));
        return layer;
    }

    private static byte[] unpacked(Store store, LayerPacker.Packed packed) throws IOException {
        Path blob = store.blobs().find(packed.blob().digest()).orElseThrow();
        try (InputStream in = Compression.decompressed(Files.newInputStream(blob), BombLimit.LAYER)) {
            return in.readAllBytes();
        }
    }
}
