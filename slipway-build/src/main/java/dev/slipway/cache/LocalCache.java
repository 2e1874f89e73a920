// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageSource;
import dev.slipway.oci.OciLayout;
import dev.slipway.oci.VerifiedStream;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.FileLocks;
import dev.slipway.snapshot.Lease;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A cache in a folder: an OCI layout in which each tag names a cache. Writers take turns by a lock; blobs are put in before,
 * under a lock that they share, so that nobody who tidies up takes a blob that is about to be named.
 */
public final class LocalCache implements CacheBackend {
    private static final String LOCK = ".slipway-lock";
    private static final String INDEX_LOCK = "index";
    private static final String BLOBS_LOCK = "blobs";

    private final CachePlace.Local place;
    private final boolean reset;

    /** @param reset whether a writer puts its own in place of what is there */
    public LocalCache(CachePlace.Local place, boolean reset) {
        this.place = place;
        this.reset = reset;
    }

    @Override
    public String name() {
        return "local:" + place.folder() + ":"
                + place.digest().map(Digest::toString).orElse(place.tag());
    }

    @Override
    public Optional<CacheDocument> load() throws IOException {
        if (!Files.exists(place.folder().resolve("index.json"))) {
            return Optional.empty();
        }
        ImageSource layout = OciLayout.open(place.folder());
        Optional<Descriptor> found =
                layout.index().manifests().stream().filter(this::isMeant).findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ImageManifest manifest = ImageManifest.read(read(found.get(), ImageManifest.MAX_BYTES), name());
        return Optional.of(document(manifest));
    }

    private boolean isMeant(Descriptor manifest) {
        return place.digest().isPresent()
                ? manifest.digest().equals(place.digest().get())
                : place.tag().equals(manifest.annotations().get(ImageSource.REF_NAME));
    }

    private CacheDocument document(ImageManifest manifest) throws IOException {
        if (!manifest.config().mediaType().equals(CacheDocument.MEDIA_TYPE)) {
            throw new MalformedCacheException(name() + " is no cache of Slipway, but "
                    + manifest.config().mediaType() + "; give Slipway a folder or tag of its own");
        }
        return CacheDocument.read(read(manifest.config(), CacheDocument.MAX_BYTES), name());
    }

    private byte[] read(Descriptor blob, int limit) throws IOException {
        if (blob.size() > limit) {
            throw new MalformedCacheException(name() + ": " + blob.digest() + " has more than " + limit + " bytes");
        }
        try (InputStream in = openBlob(blob, Transfer.UNWATCHED)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void publish(Merge merge) throws IOException, InterruptedException {
        try (Lease _ = lock(INDEX_LOCK, false);
                Lease _ = lock(BLOBS_LOCK, true)) {
            CacheDocument there = reset ? CacheDocument.EMPTY : mergeable();
            if (!reset && merge.isIn(there)) {
                return;
            }
            write(merge.onto(there));
        }
        if (reset) {
            try (Lease _ = lock(INDEX_LOCK, false)) {
                Optional<Lease> alone =
                        FileLocks.of(place.folder().resolve(LOCK)).tryAcquire(BLOBS_LOCK, false);
                if (alone.isPresent()) {
                    try (Lease _ = alone.get()) {
                        LayoutTidying.removeUnnamed(place.folder());
                    }
                }
            }
        }
    }

    private CacheDocument mergeable() throws IOException {
        try {
            return load().orElse(CacheDocument.EMPTY);
        } catch (MalformedCacheException _) {
            return CacheDocument.EMPTY;
        }
    }

    private void write(CacheDocument document) throws IOException, InterruptedException {
        byte[] bytes = document.toReadableBytes(name());
        Descriptor config = Descriptor.of(CacheDocument.MEDIA_TYPE, bytes);
        ImageManifest manifest = ImageManifest.of(true, config, document.blobs());
        Descriptor named = manifest.descriptor().withAnnotation(ImageSource.REF_NAME, place.tag());
        byte[] manifestBytes = manifest.toBytes();
        OciLayout.writeFolder(place.folder(), ImageIndex.of(true, List.of(named)), blob -> {
            if (blob.digest().equals(config.digest())) {
                return new ByteArrayInputStream(bytes);
            }
            return blob.digest().equals(named.digest())
                    ? new ByteArrayInputStream(manifestBytes)
                    : Files.newInputStream(file(blob));
        });
    }

    private Lease lock(String name, boolean shared) throws IOException, InterruptedException {
        Files.createDirectories(place.folder());
        return FileLocks.of(place.folder().resolve(LOCK)).acquire(name, shared);
    }

    private Path file(Descriptor blob) {
        return place.folder().resolve("blobs/sha256").resolve(blob.digest().hex());
    }

    private Path folder(Descriptor blob) {
        return Objects.requireNonNull(file(blob).getParent());
    }

    @Override
    public boolean hasBlob(Descriptor blob) throws IOException {
        Path file = file(blob);
        return Files.isRegularFile(file) && Files.size(file) == blob.size();
    }

    @Override
    public void putBlob(Descriptor blob, BlobSource source, Transfer progress)
            throws IOException, InterruptedException {
        try (Lease _ = lock(BLOBS_LOCK, true)) {
            if (hasBlob(blob)) {
                return;
            }
            Files.createDirectories(folder(blob));
            Path side = Files.createTempFile(folder(blob), ".", ".part");
            try (InputStream in = new VerifiedStream(source.open(), blob, name())) {
                Files.copy(in, side, StandardCopyOption.REPLACE_EXISTING);
                Files.move(side, file(blob), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(side);
            }
        }
    }

    @Override
    public InputStream openBlob(Descriptor blob, Transfer progress) throws IOException {
        Path file = file(blob);
        if (!Files.isRegularFile(file)) {
            throw new MalformedCacheException(name() + ": the blob " + blob.digest() + " is missing");
        }
        return new VerifiedStream(Files.newInputStream(file), blob, name());
    }
}
