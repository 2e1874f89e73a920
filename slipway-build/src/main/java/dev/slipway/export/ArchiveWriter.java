// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.BlobReader;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.DockerArchive;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.OciLayout;
import dev.slipway.snapshot.Store;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes images as an OCI layout, as a folder or a tar, or as an archive for docker. */
final class ArchiveWriter {
    private static final int BUFFER_BYTES = 1 << 17;

    private final Store store;
    private final ImageAssembler assembler;
    private final ImageAttributes attributes;
    private final boolean docker;

    /** @param docker whether docker's {@code manifest.json} stands beside the layout */
    ArchiveWriter(Store store, ImageAssembler assembler, ImageAttributes attributes, boolean docker) {
        this.store = store;
        this.assembler = assembler;
        this.attributes = attributes;
        this.docker = docker;
    }

    void writeTar(List<PackedImage> images, Path path) throws IOException {
        aside(path, out -> writeTar(images, out));
    }

    /** What is written to a file. */
    interface Body<E extends Exception> {
        void write(OutputStream out) throws E;
    }

    /** Writes the file to one side and renames it in, so that a failure leaves what was there. */
    static <E extends Exception> void aside(Path path, Body<E> body) throws IOException, E {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // a pipe or device cannot be renamed over
            try (OutputStream out = Files.newOutputStream(path)) {
                body.write(out);
            }
            return;
        }
        Path temporary = path.resolveSibling(
                "." + path.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                body.write(out);
            }
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes the tar; the stream stays open. */
    void writeTar(List<PackedImage> images, OutputStream out) throws IOException {
        OutputStream to = new BufferedOutputStream(new Interruptible(new Unclosed(out)), BUFFER_BYTES);
        if (docker && images.size() == 1) {
            DockerArchive.writeTar(to, images.getFirst().descriptor(), attributes.names(), blobs());
        } else {
            OciLayout.writeTar(to, index(images), blobs());
        }
    }

    void writeFolder(List<PackedImage> images, Path folder) throws IOException {
        Files.createDirectories(folder);
        OciLayout.writeFolder(folder, index(images), blobs());
    }

    private ImageIndex index(List<PackedImage> images) {
        Descriptor content = content(images);
        Map<String, String> own = ImageAssembler.annotations(
                attributes,
                images.size() == 1 ? Annotation.Target.MANIFEST_DESCRIPTOR : Annotation.Target.INDEX_DESCRIPTOR,
                images.getFirst().platform());
        List<Descriptor> named = OciLayout.named(content, attributes.names()).stream()
                .map(one -> {
                    Map<String, String> all = new TreeMap<>(own);
                    all.putAll(one.annotations());
                    return one.withAnnotations(all);
                })
                .toList();
        return ImageIndex.of(true, named);
    }

    private Descriptor content(List<PackedImage> images) {
        if (images.size() == 1) {
            return images.getFirst().descriptor();
        }
        ImageIndex index = assembler.index(images, attributes);
        store.blobs().put(index.toBytes());
        return index.descriptor();
    }

    private BlobReader blobs() {
        return blob -> open(store, blob.digest());
    }

    private static InputStream open(Store store, Digest digest) throws IOException {
        Path file = store.blobs()
                .find(digest)
                .orElseThrow(() -> new NoSuchFileException(digest + " is not in the store any more"));
        return Files.newInputStream(file);
    }

    /** Lets a stream be ended without the one below. */
    static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
