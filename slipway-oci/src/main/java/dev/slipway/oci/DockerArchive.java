// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.oci.tar.Compression;
import dev.slipway.oci.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code docker save} writes and {@code docker load} reads, in its old form and in that of an OCI layout. */
public final class DockerArchive {
    static final String MANIFEST = "manifest.json";
    private static final int MAX_MANIFEST = 16 << 20;

    private DockerArchive() {}

    /**
     * Writes one image as BuildKit's docker exporter does: an OCI layout with docker's {@code manifest.json} beside.
     * Closes {@code out}.
     *
     * @param image the manifest of one platform: docker's form knows no indexes
     */
    public static void writeTar(OutputStream out, Descriptor image, List<ImageReference> names, BlobReader blobs)
            throws IOException {
        byte[] bytes = ImageSource.read(blobs, image, ImageManifest.MAX_BYTES, "image");
        ImageManifest manifest = ImageManifest.read(bytes, image.digest().toString());
        ImageIndex index = ImageIndex.of(true, OciLayout.named(image, names));
        try (TarWriter tar = new TarWriter(out)) {
            OciLayout.writeBlobs(tar, index, blobs);
            OciLayout.putFile(tar, OciLayout.INDEX, index.toBytes());
            OciLayout.putFile(tar, MANIFEST, OciLayout.bytes(dockerManifest(manifest, names)));
            OciLayout.putFile(tar, OciLayout.MARKER, OciLayout.markerBytes());
        }
    }

    private static Json dockerManifest(ImageManifest manifest, List<ImageReference> names) {
        List<String> layers = manifest.layers().stream()
                .map(layer -> OciLayout.place(layer.digest()))
                .toList();
        List<String> tags = names.stream().map(ImageReference::familiar).toList();
        Json.Builder image =
                Json.object().put("Config", OciLayout.place(manifest.config().digest()));
        image.put("RepoTags", tags.isEmpty() ? new Json.Null() : Json.ofTexts(tags));
        return Json.ofItems(List.of(image.put("Layers", Json.ofTexts(layers)).build()));
    }

    /**
     * Reads an archive that was unpacked into a folder. Each layer is hashed once, since the old form tells no digests of
     * its files.
     */
    static ImageSource open(UnpackedArchive archive) throws IOException {
        String where = archive.where() + ": " + MANIFEST;
        Json json;
        try {
            json = JsonParser.parse(OciLayout.read(archive.file(MANIFEST), MAX_MANIFEST));
        } catch (JsonSyntaxException e) {
            throw new MalformedImageException(where + ": not JSON: " + e.getMessage());
        }
        if (!(json instanceof Json.Arr(var items))) {
            throw new MalformedImageException(where + ": expected an array of images");
        }
        Map<Digest, Path> files = new HashMap<>();
        Map<Digest, byte[]> manifests = new HashMap<>();
        List<Descriptor> images = new ArrayList<>();
        for (Json item : items) {
            Members image = Members.of(item, where + ": [" + images.size() + "]");
            byte[] manifest = manifest(archive, image, files).toBytes();
            Descriptor descriptor = Descriptor.of(MediaType.DOCKER_MANIFEST, manifest);
            manifests.put(descriptor.digest(), manifest);
            images.addAll(OciLayout.named(descriptor, names(image)));
        }
        return new ImageSource(archive.where(), ImageIndex.of(false, images), blob -> {
            byte[] manifest = manifests.get(blob.digest());
            return manifest != null ? new ByteArrayInputStream(manifest) : openFile(files, blob, where);
        });
    }

    private static InputStream openFile(Map<Digest, Path> files, Descriptor blob, String where) throws IOException {
        Path file = files.get(blob.digest());
        if (file == null) {
            throw new MalformedImageException(where + ": the blob " + blob.digest() + " is missing");
        }
        return Files.newInputStream(file);
    }

    private static ImageManifest manifest(UnpackedArchive archive, Members image, Map<Digest, Path> files)
            throws IOException {
        Path config = archive.file(image.need("Config", image.text("Config")));
        Descriptor head = Descriptor.of(MediaType.DOCKER_CONFIG, OciLayout.read(config, ImageConfig.MAX_BYTES));
        files.put(head.digest(), config);
        List<Descriptor> layers = new ArrayList<>();
        for (String name : image.texts("Layers")) {
            Path file = archive.file(name);
            Descriptor layer = describe(file);
            files.put(layer.digest(), file);
            layers.add(layer);
        }
        return ImageManifest.of(false, head, layers);
    }

    private static Descriptor describe(Path file) throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[128 << 10];
        long size = 0;
        Compression compression = Compression.NONE;
        try (InputStream in = Files.newInputStream(file)) {
            int count = in.readNBytes(buffer, 0, buffer.length);
            compression = Compression.detect(buffer, count);
            while (count > 0) {
                hasher.update(buffer, 0, count);
                size += count;
                count = in.readNBytes(buffer, 0, buffer.length);
            }
        }
        return Descriptor.of(MediaType.layer(compression, false), hasher.digest(), size);
    }

    private static List<ImageReference> names(Members image) throws MalformedImageException {
        List<ImageReference> names = new ArrayList<>();
        for (String tag : image.texts("RepoTags")) {
            try {
                names.add(ImageReference.parse(tag));
            } catch (OciSyntaxException e) {
                throw new MalformedImageException(image.at("RepoTags") + ": " + e.getMessage());
            }
        }
        return names;
    }
}
