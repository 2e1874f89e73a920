// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Dir;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A layer being written in the upper folder of an overlay; on {@code scratch} straight into the layer's folder. */
final class OverlayScratch implements Scratch {
    private final StoreLayout layout;
    private final Session session;
    private final FolderLayers layers;
    private final MountSpace mounts;
    private final Chain parent;
    private final Path prepared;
    private final Optional<Path> work;
    private final Path root;
    private boolean open = true;

    private OverlayScratch(Parts parts, Chain parent, Path prepared, Optional<Path> work, Path root) {
        this.layout = parts.layout;
        this.session = parts.session;
        this.layers = parts.layers;
        this.mounts = parts.mounts;
        this.parent = parent;
        this.prepared = prepared;
        this.work = work;
        this.root = root;
    }

    /** What a scratch needs of the store. */
    record Parts(StoreLayout layout, Session session, FolderLayers layers, MountSpace mounts, Kernel kernel) {}

    static OverlayScratch begin(Parts parts, Chain parent, Overlay.Devices devices) throws IOException {
        Path prepared = parts.layers.prepare();
        Path upper = prepared.resolve("fs");
        if (parent.isEmpty()) {
            Files.setAttribute(upper, "unix:mode", 0755);
            return new OverlayScratch(parts, parent, prepared, Optional.empty(), upper);
        }
        Path work = parts.session.newFolder();
        copyRoot(parts.kernel, parts.layers.fs(parent.layers().getLast()), upper);
        List<Path> lower = parent.distinct().stream().map(parts.layers::fs).toList();
        Path root = parts.mounts.mount(new Overlay(lower, Optional.of(new Overlay.Upper(upper, work)), devices));
        return new OverlayScratch(parts, parent, prepared, Optional.of(work), root);
    }

    /** An overlay shows the root folder as the topmost layer has it. */
    private static void copyRoot(Kernel kernel, Path from, Path to) throws IOException {
        try (Dir source = kernel.open(from);
                Dir target = kernel.open(to)) {
            FileStat stat = source.stat();
            target.setOwnMeta(stat.uid(), stat.gid(), stat.mode(), stat.mtime());
        }
    }

    @Override
    public Chain parent() {
        return parent;
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public Path upper() {
        return prepared.resolve("fs");
    }

    @Override
    public LayerId commit(DeviceFiles devices) {
        if (!open) {
            throw new IllegalStateException("the layer was committed or closed before");
        }
        open = false;
        LayerId id = LayerId.random();
        try {
            unmount();
            layers.commit(prepared, id, new FolderLayers.Traits(!parent.isEmpty(), devices, OptionalLong.empty()));
            return id;
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "keeping a layer", e);
        }
    }

    private void unmount() throws IOException {
        if (work.isPresent()) {
            mounts.unmount(root);
            session.removeTree(work.get());
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            unmount();
            session.removeTree(prepared);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "throwing a layer away", e);
        }
    }
}
