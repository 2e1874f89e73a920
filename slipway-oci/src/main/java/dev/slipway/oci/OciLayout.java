// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The OCI image layout: {@code oci-layout}, {@code index.json} and {@code blobs}, as a folder or a tar. */
public final class OciLayout {
    static final String MARKER = "oci-layout";
    static final String INDEX = "index.json";
    private static final byte[] MARKER_BYTES = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
    // manifests of this size stand in nobody's layout; the list of a mirrored repository may be long
    private static final int MAX_INDEX = 16 << 20;

    private OciLayout() {}

    /** @throws MalformedImageException if the folder is no layout, or a wrong one */
    public static ImageSource open(Path folder) throws IOException {
        Path marker = folder.resolve(MARKER);
        if (!Files.isRegularFile(marker)) {
            throw new MalformedImageException(folder + ": no OCI layout: the file \"oci-layout\" is missing");
        }
        Members version = Members.parse(read(marker, 4096), marker.toString());
        String number = version.textOrEmpty("imageLayoutVersion");
        if (!number.startsWith("1.")) {
            throw new MalformedImageException(
                    version.at("imageLayoutVersion") + ": expected \"1.0.0\", found " + Members.shown(number));
        }
        Path index = folder.resolve(INDEX);
        return new ImageSource(
                folder.toString(),
                ImageIndex.read(read(index, MAX_INDEX), index.toString()),
                blob -> openBlob(folder, blob.digest()));
    }

    static byte[] read(Path file, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new MalformedImageException(file + ": more than " + limit + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw (IOException) new MalformedImageException(file + ": missing").initCause(e);
        }
    }

    private static InputStream openBlob(Path folder, Digest digest) throws IOException {
        Path file = folder.resolve(place(digest));
        if (!Files.isRegularFile(file)) {
            throw new MalformedImageException(folder + ": the blob " + digest + " is missing");
        }
        return Files.newInputStream(file);
    }

    static String place(Digest digest) {
        return "blobs/sha256/" + digest.hex();
    }

    /** The manifest or index as an index names it: its tag in {@code ref.name}, its whole name for containerd. */
    public static List<Descriptor> named(Descriptor image, List<ImageReference> names) {
        if (names.isEmpty()) {
            return List.of(image);
        }
        List<Descriptor> all = new ArrayList<>();
        for (ImageReference name : names) {
            all.add(image.withAnnotation(ImageSource.IMAGE_NAME, name.toString())
                    .withAnnotation(ImageSource.REF_NAME, name.tag().orElse("latest")));
        }
        return all;
    }

    /**
     * Writes a layout into a folder, new or not: images there keep their place unless one of the new ones has their name.
     * Each file is written beside its place and moved in, the index last.
     */
    public static void writeFolder(Path folder, ImageIndex index, BlobReader blobs) throws IOException {
        Files.createDirectories(folder.resolve("blobs/sha256"));
        for (Descriptor blob : ReachableBlobs.of(index, blobs)) {
            Path place = folder.resolve(place(blob.digest()));
            if (!Files.exists(place) || Files.size(place) != blob.size()) {
                try (InputStream in = new VerifiedStream(blobs.open(blob), blob, "image")) {
                    moveIn(in, place);
                }
            }
        }
        ImageIndex all =
                Files.exists(folder.resolve(INDEX)) ? merged(open(folder).index(), index) : index;
        moveIn(new ByteArrayInputStream(MARKER_BYTES), folder.resolve(MARKER));
        moveIn(new ByteArrayInputStream(all.toBytes()), folder.resolve(INDEX));
    }

    private static void moveIn(InputStream in, Path place) throws IOException {
        Path side = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.copy(in, side, StandardCopyOption.REPLACE_EXISTING);
            Files.move(side, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(side);
        }
    }

    private static ImageIndex merged(ImageIndex old, ImageIndex fresh) {
        List<Descriptor> all = new ArrayList<>();
        for (Descriptor one : old.manifests()) {
            boolean replaced = fresh.manifests().stream().anyMatch(other -> sameName(one, other));
            if (!replaced) {
                all.add(one);
            }
        }
        all.addAll(fresh.manifests());
        return old.withManifests(all);
    }

    private static boolean sameName(Descriptor a, Descriptor b) {
        Optional<String> name = Optional.ofNullable(a.annotations().get(ImageSource.IMAGE_NAME));
        Optional<String> tag = Optional.ofNullable(a.annotations().get(ImageSource.REF_NAME));
        if (name.isEmpty() && tag.isEmpty()) {
            return a.digest().equals(b.digest());
        }
        return name.equals(Optional.ofNullable(b.annotations().get(ImageSource.IMAGE_NAME)))
                && tag.equals(Optional.ofNullable(b.annotations().get(ImageSource.REF_NAME)));
    }

    /** Writes a layout as a tar; the same images give the same bytes. Closes {@code out}. */
    public static void writeTar(OutputStream out, ImageIndex index, BlobReader blobs) throws IOException {
        try (TarWriter tar = new TarWriter(out)) {
            writeBlobs(tar, index, blobs);
            putFile(tar, INDEX, index.toBytes());
            putFile(tar, MARKER, MARKER_BYTES);
        }
    }

    // names, order, modes and times as containerd's exporter, which BuildKit uses
    static void writeBlobs(TarWriter tar, ImageIndex index, BlobReader blobs) throws IOException {
        tar.put(TarEntry.directory("blobs", 0755, Instant.EPOCH));
        tar.put(TarEntry.directory("blobs/sha256", 0755, Instant.EPOCH));
        for (Descriptor blob : ReachableBlobs.of(index, blobs)) {
            try (InputStream in = new VerifiedStream(blobs.open(blob), blob, "image")) {
                tar.put(TarEntry.file(place(blob.digest()), 0444, blob.size(), Instant.EPOCH), in);
            }
        }
    }

    static void putFile(TarWriter tar, String name, byte[] bytes) throws IOException {
        tar.put(TarEntry.file(name, 0444, bytes.length, Instant.EPOCH), bytes);
    }

    static byte[] markerBytes() {
        return MARKER_BYTES.clone();
    }

    static byte[] bytes(Json json) {
        return JsonWriter.compactBytes(json);
    }
}
