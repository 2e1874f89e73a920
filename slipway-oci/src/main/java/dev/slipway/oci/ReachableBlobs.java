// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** All blobs that an index leads to, each once, in the order of their digests: an archive's order must not depend on chance. */
final class ReachableBlobs {
    static final int MAX_DEPTH = 4;

    private final BlobReader blobs;
    private final SortedMap<Digest, Descriptor> found = new TreeMap<>();

    private ReachableBlobs(BlobReader blobs) {
        this.blobs = blobs;
    }

    static Collection<Descriptor> of(ImageIndex index, BlobReader blobs) throws IOException {
        ReachableBlobs all = new ReachableBlobs(blobs);
        for (Descriptor one : index.manifests()) {
            all.add(one, 0);
        }
        return all.found.values();
    }

    private void add(Descriptor at, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new MalformedImageException("indexes nested more than " + MAX_DEPTH + " deep at " + at.digest());
        }
        if (at.mediaType().isForeignLayer() || found.putIfAbsent(at.digest(), at) != null) {
            return;
        }
        boolean isIndex = at.mediaType().isIndex();
        if (isIndex || at.mediaType().isManifest()) {
            String where = "blob " + at.digest();
            byte[] bytes = ImageSource.read(blobs, at, ImageManifest.MAX_BYTES, "image");
            if (isIndex) {
                for (Descriptor inner : ImageIndex.read(bytes, where).manifests()) {
                    add(inner, depth + 1);
                }
            } else {
                ImageManifest manifest = ImageManifest.read(bytes, where);
                add(manifest.config(), depth + 1);
                for (Descriptor layer : manifest.layers()) {
                    add(layer, depth + 1);
                }
            }
        }
    }
}
