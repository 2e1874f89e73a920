// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images outside a registry: a layout or an archive that was opened.
 *
 * @param where for messages: the folder or file
 * @param index the images, their names in {@link #REF_NAME} or {@link #IMAGE_NAME} annotations
 */
public record ImageSource(String where, ImageIndex index, BlobReader blobs) {
    /** OCI's annotation of a tag, or of a whole name. */
    public static final String REF_NAME = "org.opencontainers.image.ref.name";
    /** containerd's annotation of a whole name. */
    public static final String IMAGE_NAME = "io.containerd.image.name";

    /** The image of that tag, name or digest. */
    public Optional<Descriptor> find(String name) {
        Optional<Digest> digest = Digest.parse(name);
        for (Descriptor one : index.manifests()) {
            boolean named = digest.map(one.digest()::equals)
                    .orElse(name.equals(one.annotations().get(REF_NAME))
                            || name.equals(one.annotations().get(IMAGE_NAME)));
            if (named) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The one image, when there is but one. */
    public Optional<Descriptor> only() {
        return index.images().size() == 1 ? Optional.of(index.images().getFirst()) : Optional.empty();
    }

    /** What stands behind the place of a layout to name each of its images: {@code :TAG}, without one {@code @DIGEST}. */
    public List<String> suffixes() {
        List<String> suffixes = new ArrayList<>();
        for (Descriptor one : index.manifests()) {
            String tag = one.annotations().getOrDefault(REF_NAME, "");
            boolean isTag = !tag.isEmpty() && tag.indexOf('/') < 0 && tag.indexOf(':') < 0;
            String suffix = isTag ? ":" + tag : "@" + one.digest();
            if (!suffixes.contains(suffix)) {
                suffixes.add(suffix);
            }
        }
        return suffixes;
    }

    /** The manifest of the image that runs best on the platform, indexes followed. */
    public Descriptor select(Descriptor image, Platform platform) throws IOException {
        Descriptor at = image;
        for (int depth = 0; at.mediaType().isIndex(); depth++) {
            if (depth == ReachableBlobs.MAX_DEPTH) {
                throw new MalformedImageException(where + ": indexes nested more than " + depth + " deep");
            }
            ImageIndex inner = ImageIndex.read(read(at, ImageManifest.MAX_BYTES), where + ": " + at.digest());
            Optional<Descriptor> found = inner.select(platform);
            if (found.isEmpty()) {
                throw new MalformedImageException(where + ": no image for " + platform + " among "
                        + inner.images().stream()
                                .flatMap(one -> one.platform().stream())
                                .map(Platform::toString)
                                .toList());
            }
            at = found.get();
        }
        return at;
    }

    public ImageManifest manifest(Descriptor of) throws IOException {
        return ImageManifest.read(read(of, ImageManifest.MAX_BYTES), where + ": " + of.digest());
    }

    public ImageConfig config(ImageManifest of) throws IOException {
        Descriptor config = of.config();
        return ImageConfig.read(read(config, ImageConfig.MAX_BYTES), where + ": " + config.digest());
    }

    /** A blob, verified as it is read. */
    public InputStream open(Descriptor blob) throws IOException {
        return new VerifiedStream(blobs.open(blob), blob, where);
    }

    /** A small blob, verified. */
    public byte[] read(Descriptor blob, int maxBytes) throws IOException {
        return read(blobs, blob, maxBytes, where);
    }

    static byte[] read(BlobReader blobs, Descriptor blob, int maxBytes, String where) throws IOException {
        if (blob.size() > maxBytes) {
            throw new MalformedImageException(
                    where + ": blob " + blob.digest() + ": " + blob.size() + " bytes; the limit is " + maxBytes);
        }
        try (InputStream in = new VerifiedStream(blobs.open(blob), blob, where)) {
            return in.readAllBytes();
        }
    }
}
