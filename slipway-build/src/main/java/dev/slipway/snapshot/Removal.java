// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes things out of a store beside those who work with it. Layers and blobs are hidden first, so that nobody new finds
 * them, and deleted when nobody is left who knew them; records, images without a name and cache mounts go at once.
 */
public final class Removal {
    /** What hangs on what is removed is found by the next look. */
    private static final int MOST_REPAIRS = 8;

    private final StoreLayout layout;
    private final FolderLayers layers;
    private final Session session;

    Removal(StoreLayout layout, FolderLayers layers, Session session) {
        this.layout = layout;
        this.layers = layers;
        this.session = session;
    }

    /** Forgets what was done under a key; those who know it already go on with it. */
    public void record(String place) {
        Digest digest = new Digest(place);
        remove(layout.record(ActionTable.TABLE, digest));
    }

    public void image(StoredImage image) {
        new FolderImages(layout, session).remove(image.name());
    }

    private void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "removing " + file, e);
        }
    }

    /** Says of a layer that it does not exist. */
    public void hide(LayerId layer, long generation) throws InterruptedException {
        try (Lease _ = layers.lock(layer)) {
            new HiddenLayer(layout, layer).hide(generation);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "hiding layer " + layer, e);
        }
    }

    /** The same for a blob. */
    public void hide(Digest blob, long generation) throws InterruptedException {
        Path hidden = layout.hiddenBlobs().resolve(Long.toString(generation)).resolve(blob.hex());
        try (Lease _ = FolderBlobs.lock(layout, blob)) {
            Files.createDirectories(hidden.getParent());
            Files.move(layout.blobStamp(blob), hidden, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // somebody was quicker
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "hiding blob " + blob, e);
        }
    }

    /** Takes back that a layer was hidden: somebody who knew it has built on it. */
    public void show(LayerId layer) throws InterruptedException {
        layers.revive(layer);
    }

    /** Deletes the layer if it was hidden before that generation and nobody uses it. */
    public boolean delete(LayerId layer, long earliestHeld) throws InterruptedException {
        try (Lease _ = layers.lock(layer)) {
            Optional<Long> hidden = new HiddenLayer(layout, layer).generation();
            if (hidden.isEmpty() || hidden.get() >= earliestHeld) {
                return false;
            }
            Optional<Lease> alone = LayerUse.alone(layout, layer);
            if (alone.isEmpty()) {
                return false;
            }
            try (Lease _ = alone.get()) {
                throwAway(layout.layer(layer));
            }
            return true;
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "deleting layer " + layer, e);
        }
    }

    /** Out of the way by one rename, so that whatever ends this, nobody finds half of it. */
    private void throwAway(Path tree) throws IOException {
        Path aside = session.newPath();
        Files.move(tree, aside, StandardCopyOption.ATOMIC_MOVE);
        session.removeTree(aside);
    }

    /** Deletes the blobs that were hidden before that generation; how many. */
    public int deleteBlobs(long earliestHeld) throws InterruptedException {
        int count = 0;
        try {
            for (Path folder : StoreStock.entries(layout.hiddenBlobs())) {
                Optional<Long> generation = StoreStock.number(StoreStock.name(folder));
                if (generation.isPresent() && generation.get() < earliestHeld) {
                    count += deleteBlobs(folder);
                }
            }
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "deleting blobs", e);
        }
        return count;
    }

    private int deleteBlobs(Path folder) throws IOException, InterruptedException {
        int count = 0;
        for (Path stamp : StoreStock.entries(folder)) {
            Optional<Digest> digest = Digest.parse("sha256:" + StoreStock.name(stamp));
            if (digest.isPresent()) {
                try (Lease _ = FolderBlobs.lock(layout, digest.get())) {
                    boolean isBack = Files.exists(layout.blobStamp(digest.get()));
                    count += !isBack && Files.deleteIfExists(layout.blob(digest.get())) ? 1 : 0;
                }
            }
            Files.deleteIfExists(stamp);
        }
        Files.deleteIfExists(folder);
        return count;
    }

    /** Deletes the folder of a cache mount; false while a step works with it. */
    public boolean mount(StoredMount mount) throws InterruptedException {
        String name = mount.folder().substring(0, mount.folder().indexOf('/'));
        FileLocks locks = FileLocks.of(layout.locks("caches"));
        Path folder = layout.caches().resolve(mount.folder());
        try (Lease _ = locks.acquire(name + "/create", false)) {
            Optional<Lease> alone = locks.tryAcquire(mount.folder(), false);
            if (alone.isEmpty()) {
                return false;
            }
            try (Lease _ = alone.get()) {
                throwAway(folder);
                Files.deleteIfExists(folder.resolveSibling(StoreStock.name(folder) + StoreStock.SIZE_SUFFIX));
                Path notes = folder.resolveSibling(FolderCacheMounts.NOTES);
                if (StoreStock.name(folder).equals("0") && Files.exists(notes)) {
                    throwAway(notes);
                }
                return true;
            }
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "deleting a cache mount", e);
        }
    }

    /** Removes facts of layers that are gone, and what else was remembered and not asked for since then. */
    public int facts(long unusedSince) {
        try {
            return new FactSweep(layout, unusedSince).run();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "removing what was remembered", e);
        }
    }

    /** Removes what is not whole, and with that what is not whole without it; tells of each. */
    List<String> repair(StoreCheck check) {
        List<String> told = new ArrayList<>();
        try {
            List<StoreCheck.Fault> faults = check.faults();
            for (int i = 0; i < MOST_REPAIRS && !faults.isEmpty(); i++) {
                for (StoreCheck.Fault fault : faults) {
                    remove(fault);
                    told.add(fault.text());
                }
                faults = check.faults();
            }
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "repairing", e);
        }
        return told;
    }

    private void remove(StoreCheck.Fault fault) throws IOException {
        Path path = fault.path();
        String name = StoreStock.name(path);
        if (path.startsWith(layout.layers())) {
            Path layer =
                    layout.layers().resolve(layout.layers().relativize(path).getName(0));
            if (Files.exists(layer)) {
                throwAway(layer);
            }
        } else if (path.startsWith(layout.blobs()) || path.startsWith(layout.blobStamps())) {
            Files.deleteIfExists(layout.blobStamps().resolve(name));
            Files.deleteIfExists(layout.blobs().resolve(name));
        } else if (Files.exists(path)) {
            throwAway(path);
        }
    }
}
