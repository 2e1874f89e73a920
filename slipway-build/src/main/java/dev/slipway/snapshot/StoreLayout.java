// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.nio.file.Path;

/** Where things stand in the folder of a store. */
record StoreLayout(Path root) {
    /** A table of records, spread over folders by the first two digits. */
    Path record(String table, Digest key) {
        return root.resolve(table).resolve(key.hex().substring(0, 2)).resolve(key.hex());
    }

    Path actions() {
        return root.resolve("actions");
    }

    Path facts() {
        return root.resolve("facts");
    }

    Path layers() {
        return root.resolve("layers");
    }

    Path layer(LayerId id) {
        return layers().resolve(id.text());
    }

    Path layerMeta(LayerId id) {
        return layer(id).resolve("meta");
    }

    Path layerFs(LayerId id) {
        return layer(id).resolve("fs");
    }

    Path blobs() {
        return root.resolve("blobs").resolve("sha256");
    }

    Path blob(Digest digest) {
        return blobs().resolve(digest.hex());
    }

    /** Written after its blob: a blob without a stamp is not there. */
    Path blobStamp(Digest digest) {
        return blobStamps().resolve(digest.hex());
    }

    Path blobStamps() {
        return root.resolve("blobs").resolve("stamps");
    }

    Path images() {
        return root.resolve("images");
    }

    Path caches() {
        return root.resolve("caches");
    }

    Path sandbox() {
        return root.resolve("sandbox");
    }

    Path temp() {
        return root.resolve("tmp");
    }

    Path mounts() {
        return root.resolve("mnt");
    }

    Path synced() {
        return root.resolve("synced");
    }

    /** The present generation, see {@link Generations}. */
    Path generation() {
        return collection().resolve("generation");
    }

    /** What the collector of garbage keeps for itself. */
    Path collection() {
        return root.resolve("gc");
    }

    Path uses() {
        return collection().resolve("uses");
    }

    /** What the records said when they were last read, see {@link RecordIndex}. */
    Path recordIndex() {
        return collection().resolve("records");
    }

    /** The same of the layers. */
    Path layerIndex() {
        return collection().resolve("layers");
    }

    Path pins() {
        return collection().resolve("pins");
    }

    /** Where the stamps of blobs go that are hidden. */
    Path hiddenBlobs() {
        return collection().resolve("blobs");
    }

    Path locks(String kind) {
        return root.resolve("locks").resolve(kind);
    }
}
