// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a store: every record is whole and points to layers that are there, every layer is complete, every blob has
 * its digest. What was put in before this boot and not synced counts as absent, as it does for a build. Reads all blobs.
 */
public final class StoreCheck {
    private final StoreLayout layout;
    private final Boots boots;
    private final List<Fault> faults = new ArrayList<>();

    StoreCheck(StoreLayout layout, Boots boots) {
        this.layout = layout;
        this.boots = boots;
    }

    /** That something is not whole. */
    record Fault(Path path, String what) {
        String text() {
            return path + " " + what;
        }
    }

    /** What is wrong, one line each, with the path; nothing when the store is whole. */
    public List<String> run() {
        return faults().stream().map(Fault::text).toList();
    }

    List<Fault> faults() {
        faults.clear();
        try {
            checkLayers();
            checkActions();
            checkFacts();
            checkBlobs();
            checkImages();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "checking", e);
        }
        return List.copyOf(faults);
    }

    private void checkLayers() throws IOException {
        for (Path folder : entries(layout.layers())) {
            Optional<LayerId> layer = LayerId.parse(name(folder));
            if (layer.isEmpty()) {
                fault(folder, "is not the name of a layer");
                continue;
            }
            Path meta = new HiddenLayer(layout, layer.get()).record().orElse(layout.layerMeta(layer.get()));
            if (!Files.isDirectory(layout.layerFs(layer.get()))) {
                fault(folder, "has no tree");
            } else if (RecordFile.read(meta, FolderLayers.KIND).isEmpty()) {
                fault(meta, "is torn or missing");
            }
        }
    }

    private void checkActions() throws IOException {
        for (Path file : entries(layout.actions(), 2)) {
            Optional<RecordFile> record = checkRecord(file, ActionTable.KIND);
            if (record.isEmpty()) {
                continue;
            }
            Optional<ActionRecord> action = ActionTable.decode(record.get());
            if (action.isEmpty()) {
                fault(file, "is not an action record");
                continue;
            }
            for (LayerId layer : action.get().chain().layers()) {
                if (!Files.isDirectory(layout.layerFs(layer))) {
                    fault(file, "names layer " + layer + ", which is missing");
                }
            }
        }
    }

    private void checkFacts() throws IOException {
        for (Path file : entries(layout.facts(), 3)) {
            checkRecord(file, FactTable.KIND);
        }
    }

    /** The record, if it counts; a fault if it is torn or under a wrong name. */
    private Optional<RecordFile> checkRecord(Path file, String kind) {
        Optional<RecordFile> record = RecordFile.read(file, kind);
        if (record.isEmpty()) {
            fault(file, "is torn");
        } else if (!record.get().value("key").orElse("").equals(name(file))) {
            fault(file, "has the record of another key");
        }
        return record.filter(found -> boots.survived(found.stamp()));
    }

    private void checkBlobs() throws IOException {
        for (Path stampFile : entries(layout.blobStamps())) {
            Optional<RecordFile> stamp = RecordFile.read(stampFile, FolderBlobs.KIND);
            Optional<Digest> digest = Digest.parse("sha256:" + name(stampFile));
            if (stamp.isEmpty() || digest.isEmpty()) {
                fault(stampFile, "is torn or has a wrong name");
            } else if (boots.survived(stamp.get().stamp())) {
                checkBlob(layout.blob(digest.get()), digest.get());
            }
        }
    }

    private void checkBlob(Path file, Digest digest) throws IOException {
        if (!Files.exists(file)) {
            fault(file, "is missing");
        } else if (!digestOf(file).equals(digest)) {
            fault(file, "does not have its digest");
        }
    }

    private static Digest digestOf(Path file) throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[128 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hasher.update(buffer, 0, count);
            }
        }
        return hasher.digest();
    }

    private void checkImages() throws IOException {
        for (Path file : entries(layout.images())) {
            Optional<StoredImage> image = FolderImages.read(file);
            if (image.isEmpty()) {
                fault(file, "is torn");
                continue;
            }
            for (LayerId layer : image.get().chain().orElse(Chain.SCRATCH).layers()) {
                if (!Files.isDirectory(layout.layerFs(layer))) {
                    fault(file, "names layer " + layer + ", which is missing");
                }
            }
        }
    }

    private void fault(Path path, String what) {
        faults.add(new Fault(path, what));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The files at that many levels below; a file at a level above is one of them, to be found wrong. */
    private static List<Path> entries(Path folder, int levels) throws IOException {
        if (levels == 1) {
            return entries(folder);
        }
        List<Path> found = new ArrayList<>();
        for (Path entry : entries(folder)) {
            found.addAll(entries(entry, levels - 1));
        }
        return found;
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (NotDirectoryException _) {
            return List.of(folder);
        }
        found.sort(null);
        return found;
    }
}
