// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An image archive (an OCI layout or what {@code docker save} writes, compressed or not) whose files lie in a folder of
 * ours under names of ours: nothing that an archive says reaches the file system as a path.
 */
public final class UnpackedArchive {
    // an image has some hundred blobs, a mirrored repository thousands
    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_HOPS = 16;

    private final String where;
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    private UnpackedArchive(String where) {
        this.where = where;
    }

    /**
     * Unpacks the archive and opens what it holds.
     *
     * @param where for messages: the archive's name
     * @param scratch an empty folder, which the caller deletes when the source is done with
     */
    public static ImageSource open(InputStream archive, String where, Path scratch) throws IOException {
        UnpackedArchive unpacked = new UnpackedArchive(where);
        try (TarReader tar = new TarReader(Compression.decompressed(archive, BombLimit.LAYER))) {
            unpacked.unpack(tar, scratch);
        }
        if (unpacked.has(OciLayout.MARKER)) {
            return unpacked.openLayout();
        }
        if (unpacked.has(DockerArchive.MANIFEST)) {
            return DockerArchive.open(unpacked);
        }
        throw new MalformedImageException(
                where + ": no image archive: it holds neither \"oci-layout\" nor \"manifest.json\"");
    }

    private void unpack(TarReader tar, Path scratch) throws IOException {
        int count = 0;
        for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
            if (++count > MAX_ENTRIES) {
                throw new MalformedImageException(where + ": more than " + MAX_ENTRIES + " entries");
            }
            TarEntry entry = next.get();
            String name = plain(entry.name().decoded());
            switch (entry.type()) {
                case FILE -> {
                    Path file = scratch.resolve("f" + count);
                    Files.copy(tar.content(), file);
                    files.put(name, file);
                }
                // docker's old form links layers that are the same
                case SYMLINK -> links.put(name, relative(name, entry.linkName().decoded()));
                case HARD_LINK -> links.put(name, plain(entry.linkName().decoded()));
                case DIRECTORY, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> {}
            }
        }
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    // "../ID/layer.tar" as seen from "OTHER/layer.tar"
    private static String relative(String name, String target) {
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        return URI.create("/")
                .resolve(encoded(folder))
                .resolve(encoded(target))
                .getPath()
                .substring(1);
    }

    private static String encoded(String path) {
        StringBuilder out = new StringBuilder();
        path.chars()
                .forEach(c -> out.append(c > ' ' && c < 127 && "%?#:\\[]<>\"{}|^`".indexOf(c) < 0 ? (char) c : '_'));
        return out.toString();
    }

    private boolean has(String name) {
        return files.containsKey(name);
    }

    /** @throws MalformedImageException if the archive has no such file */
    Path file(String name) throws MalformedImageException {
        String at = plain(name);
        for (int hops = 0; hops < MAX_HOPS; hops++) {
            Path file = files.get(at);
            if (file != null) {
                return file;
            }
            String target = links.get(at);
            if (target == null) {
                break;
            }
            at = target;
        }
        throw new MalformedImageException(where + ": the file " + Members.shown(name) + " is missing");
    }

    String where() {
        return where;
    }

    private ImageSource openLayout() throws IOException {
        byte[] index = OciLayout.read(file(OciLayout.INDEX), 16 << 20);
        return new ImageSource(where, ImageIndex.read(index, where + ": " + OciLayout.INDEX), blob -> {
            String place = OciLayout.place(blob.digest());
            if (!has(place)) {
                throw new MalformedImageException(where + ": the blob " + blob.digest() + " is missing");
            }
            return Files.newInputStream(file(place));
        });
    }
}
