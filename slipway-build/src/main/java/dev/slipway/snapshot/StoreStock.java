// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.Dir;
import dev.slipway.sys.DirEntry;
import dev.slipway.sys.Errno;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.NativeThreads;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Counts what is in a store. What is not known yet of a layer's or mount's size is measured and remembered. */
final class StoreStock {
    static final String SIZE_SUFFIX = ".size";

    private final StoreLayout layout;
    private final FolderLayers layers;
    private final Session session;
    private final Kernel kernel;
    private final RecordBytes bytes = new RecordBytes();

    StoreStock(StoreLayout layout, FolderLayers layers, Session session, Kernel kernel) {
        this.layout = layout;
        this.layers = layers;
        this.session = session;
        this.kernel = kernel;
    }

    List<StoredLayer> layers(IndexFile file, long now) throws IOException, InterruptedException {
        return NativeThreads.call(() -> new LayerScan(this, kernel, file).all(layout.layers(), now));
    }

    /** What the layer's record says; empty if it is not there or torn. */
    Optional<StoredLayer> layer(LayerId id) throws IOException, InterruptedException {
        File file = layout.layerMeta(id).toFile();
        boolean isHidden = false;
        if (!bytes.read(file)) {
            Optional<Path> hidden = new HiddenLayer(layout, id).record();
            if (hidden.isEmpty() || !bytes.read(hidden.get().toFile())) {
                return Optional.empty();
            }
            file = hidden.get().toFile();
            isHidden = true;
        }
        Optional<Long> known = Optional.empty();
        while (bytes.next()) {
            if (bytes.is(FolderLayers.SIZE)) {
                known = number(bytes.value());
            }
        }
        long made = file.lastModified();
        long size = known.isPresent() ? known.get() : measured(id);
        return Optional.of(new StoredLayer(id, size, made, isHidden));
    }

    /** Measures a layer and notes it in its record, whose time stays. */
    private long measured(LayerId id) throws IOException, InterruptedException {
        try (Lease _ = layers.lock(id)) {
            Path file = layout.layerMeta(id);
            Optional<RecordFile> meta = RecordFile.read(file, FolderLayers.KIND);
            long size = LayerSize.of(kernel, layout.layerFs(id));
            if (meta.isPresent()) {
                FileTime made = Files.getLastModifiedTime(file);
                layers.rewrite(id, meta.get().with(new RecordFile.Field(FolderLayers.SIZE, Long.toString(size))));
                Files.setLastModifiedTime(file, made);
            }
            return size;
        } catch (KernelException | NoSuchFileException _) {
            return 0; // it was deleted meanwhile
        }
    }

    /** The sizes of these layers together, as many as can be measured in that time. */
    long measure(List<LayerId> some, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long sum = 0;
        for (LayerId id : some) {
            if (System.nanoTime() < end) {
                sum += layer(id).map(StoredLayer::size).orElse(0L);
            }
        }
        return sum;
    }

    List<StoredBlob> blobs() throws IOException {
        List<StoredBlob> found = new ArrayList<>();
        for (Path stamp : entries(layout.blobStamps())) {
            Optional<Digest> digest = Digest.parse("sha256:" + name(stamp));
            if (digest.isPresent()) {
                try {
                    long size = Files.size(layout.blob(digest.get()));
                    found.add(new StoredBlob(digest.get(), size, millis(stamp)));
                } catch (NoSuchFileException _) {
                    // torn, or deleted meanwhile
                }
            }
        }
        return found;
    }

    List<StoredMount> mounts() throws IOException {
        List<StoredMount> found = new ArrayList<>();
        for (Path parent : entries(layout.caches())) {
            for (Path entry : entries(parent)) {
                if (Files.isDirectory(entry) && number(name(entry)).isPresent()) {
                    found.add(mount(parent, entry));
                }
            }
        }
        return found;
    }

    private StoredMount mount(Path parent, Path folder) throws IOException {
        String name = name(parent) + "/" + name(folder);
        Path mark = parent.resolve(FolderCacheMounts.USED);
        long used = millis(Files.exists(mark) ? mark : folder);
        boolean free = isFree(name);
        Path note = folder.resolveSibling(name(folder) + SIZE_SUFFIX);
        Optional<Long> known = Files.exists(note) && millis(note) > used ? number(text(note)) : Optional.empty();
        long size = 0;
        if (free && known.isPresent()) {
            size = known.get();
        } else if (free) {
            size = mountSize(folder);
            // what was measured while somebody wrote is not remembered
            if (isFree(name) && millis(Files.exists(mark) ? mark : folder) == used) {
                AtomicFiles.write(session.newPath(), note, Long.toString(size).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return new StoredMount(name, text(parent.resolve("id")), text(parent.resolve("scope")), size, used, !free);
    }

    // not held while it is measured: builds would wait for that, or begin another one
    private boolean isFree(String mount) throws IOException {
        Optional<Lease> lock = FileLocks.of(layout.locks("caches")).tryAcquire(mount, false);
        lock.ifPresent(Lease::close);
        return lock.isPresent();
    }

    private long mountSize(Path folder) {
        try {
            return LayerSize.of(kernel, folder);
        } catch (KernelException _) {
            return 0;
        }
    }

    List<StoreKeeper.ImageFile> images() throws IOException {
        List<StoreKeeper.ImageFile> found = new ArrayList<>();
        for (Path file : entries(layout.images())) {
            Optional<StoredImage> image = FolderImages.read(file);
            if (image.isPresent()) {
                found.add(new StoreKeeper.ImageFile(image.get(), millis(file)));
            }
        }
        return found;
    }

    private static long millis(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    static String name(Path path) {
        return String.valueOf(Objects.requireNonNull(path.getFileName()));
    }

    /** The same with what the kernel knows of each. */
    static List<DirEntry> listed(Kernel kernel, Path folder) throws IOException {
        try (Dir dir = kernel.open(folder)) {
            return dir.entries();
        } catch (KernelException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return List.of();
            }
            throw e;
        }
    }

    /** What is in the folder, sorted; nothing if it is not there, or is no folder. */
    static List<Path> entries(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
        found.sort(null);
        return found;
    }
}
