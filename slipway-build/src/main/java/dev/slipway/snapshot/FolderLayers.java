// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Layers as folders: {@code layers/<id>} with the tree {@code fs} and the record {@code meta}. Both are made in the
 * temporary space and appear by one rename.
 */
final class FolderLayers implements Layers {
    static final String KIND = "layer";
    private static final String WHITEOUTS = "whiteouts";
    private static final String DEVICES = "devices";
    private static final String NONE = "no";
    static final String SIZE = "size";
    private static final int FEW_ENTRIES = 256;

    private final StoreLayout layout;
    private final Session session;
    private final Boots boots;
    private final Kernel kernel;
    private final Optional<FolderLayers> below;
    /** Seen in this process: every record names its whole chain, so the same layers are asked for again and again. */
    private final Set<LayerId> seen = ConcurrentHashMap.newKeySet();

    private final Set<LayerId> deviceless = ConcurrentHashMap.newKeySet();

    private final Map<LayerId, OptionalLong> made = new ConcurrentHashMap<>();

    /** @param below the layers of another store, which are seen as well */
    FolderLayers(StoreLayout layout, Session session, Boots boots, Kernel kernel, Optional<FolderLayers> below) {
        this.layout = layout;
        this.session = session;
        this.boots = boots;
        this.kernel = kernel;
        this.below = below;
    }

    @Override
    public boolean exists(LayerId layer) {
        if (seen.contains(layer)) {
            return true;
        }
        boolean there = meta(layer).isPresent() || isBelow(layer);
        if (there) {
            seen.add(layer);
        }
        return there;
    }

    private boolean isBelow(LayerId layer) {
        return below.isPresent()
                && !Files.exists(layout.layer(layer))
                && below.get().exists(layer);
    }

    /** The layers that this process made. */
    NewLayers made() {
        return NewLayers.of(made);
    }

    private Optional<RecordFile> meta(LayerId layer) {
        return RecordFile.read(layout.layerMeta(layer), KIND).filter(file -> boots.survived(file.stamp()));
    }

    /** Whether the layer may delete something of a lower one; as the only one of a chain it needs a mount then. */
    boolean mayHaveWhiteouts(LayerId layer) {
        if (isBelow(layer)) {
            return below.get().mayHaveWhiteouts(layer);
        }
        return may(layer, WHITEOUTS);
    }

    @Override
    public DeviceFiles devices(Chain chain) {
        for (LayerId layer : chain.distinct()) {
            if (!deviceless.contains(layer)) {
                if (mayHaveDevices(layer)) {
                    return DeviceFiles.MAYBE;
                }
                deviceless.add(layer);
            }
        }
        return DeviceFiles.NONE;
    }

    private boolean mayHaveDevices(LayerId layer) {
        return isBelow(layer) ? below.get().mayHaveDevices(layer) : may(layer, DEVICES);
    }

    private boolean may(LayerId layer, String what) {
        return meta(layer)
                .flatMap(file -> file.value(what))
                .filter(NONE::equals)
                .isEmpty();
    }

    @Override
    public boolean revive(LayerId layer) throws InterruptedException {
        if (!Files.exists(layout.layer(layer))) {
            return false;
        }
        try (Lease _ = lock(layer)) {
            return show(layer);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "keeping layer " + layer, e);
        }
    }

    /** Makes a hidden layer seen again; false if there is none. The caller holds its lock. */
    boolean show(LayerId layer) throws IOException {
        if (meta(layer).isEmpty()) {
            new HiddenLayer(layout, layer).show();
            if (meta(layer).isEmpty()) {
                return false;
            }
        }
        seen.add(layer);
        return true;
    }

    /** Puts another record in the place of a layer's. The caller holds the layer's lock. */
    void rewrite(LayerId layer, RecordFile meta) throws IOException {
        AtomicFiles.write(session.newPath(), layout.layerMeta(layer), meta.encode());
    }

    /** The lock of those who make, hide, show and delete the layer. */
    Lease lock(LayerId layer) throws IOException, InterruptedException {
        return FileLocks.of(layout.locks("layers")).acquire(layer.text(), false);
    }

    @Override
    public Path fs(LayerId layer) {
        return isBelow(layer) ? below.get().fs(layer) : layout.layerFs(layer);
    }

    @Override
    public List<LayerId> list() {
        List<LayerId> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.layers())) {
            for (Path entry : entries) {
                LayerId.parse(String.valueOf(entry.getFileName()))
                        .filter(this::exists)
                        .ifPresent(found::add);
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "listing the layers", e);
        }
        found.sort(null);
        return found;
    }

    @Override
    public LayerUnpacker unpacker() {
        return new TarUnpacker(layout, session, this, kernel);
    }

    /** A folder to make a layer in: with an empty {@code fs}. */
    Path prepare() throws IOException {
        Path folder = session.newFolder();
        Files.createDirectory(folder.resolve("fs"));
        return folder;
    }

    /**
     * What is known of a layer when it is made.
     *
     * @param size what it takes on the disk, if its files were looked at anyway
     */
    record Traits(boolean mayHaveWhiteouts, DeviceFiles devices, OptionalLong size) {}

    /** Makes a prepared folder the layer of that name; when there is one already, the new one is dropped. */
    void commit(Path prepared, LayerId id, Traits traits) throws IOException {
        List<RecordFile.Field> fields = new ArrayList<>();
        fields.add(new RecordFile.Field(WHITEOUTS, traits.mayHaveWhiteouts() ? "maybe" : NONE));
        fields.add(new RecordFile.Field(DEVICES, traits.devices() == DeviceFiles.MAYBE ? "maybe" : NONE));
        // what few files take is known sooner than it would be noted later
        OptionalLong size = traits.size().isPresent()
                ? traits.size()
                : LayerSize.ofAtMost(kernel, prepared.resolve("fs"), FEW_ENTRIES);
        if (size.isPresent()) {
            fields.add(new RecordFile.Field(SIZE, Long.toString(size.getAsLong())));
        }
        RecordFile meta = new RecordFile(KIND, boots.now(), fields);
        Files.write(prepared.resolve("meta"), meta.encode());
        Files.createDirectories(layout.layers());
        made.put(id, size);
        if (!renamed(prepared, id)) {
            if (show(id)) {
                session.removeTree(prepared);
            } else {
                replace(prepared, id);
            }
        }
        seen.add(id);
    }

    /** What stands there was lost with the power; the caller holds the lock on this layer. */
    private void replace(Path prepared, LayerId id) throws IOException {
        Path aside = session.newPath();
        Files.move(layout.layer(id), aside, StandardCopyOption.ATOMIC_MOVE);
        if (!renamed(prepared, id)) {
            throw new IOException("layer " + id + " came back while it was replaced");
        }
        session.removeTree(aside);
    }

    private boolean renamed(Path prepared, LayerId id) throws IOException {
        try {
            Files.move(prepared, layout.layer(id), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException _) {
            return false;
        } catch (FileSystemException e) {
            if (Files.exists(layout.layer(id))) {
                return false;
            }
            throw e;
        }
    }
}
