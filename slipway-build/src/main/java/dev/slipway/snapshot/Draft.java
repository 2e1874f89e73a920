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

/**
 * Folders seen as one that can be written, while they stay as they are: what is written stands aside, and goes when this is
 * closed. For one thread at a time, but the tree may be written by whoever sees it.
 */
public final class Draft implements AutoCloseable {
    private final OverlayScratch.Parts parts;
    private final Path upper;
    private final Path root;
    private final Optional<Path> work;

    private Draft(OverlayScratch.Parts parts, Path upper, Path root, Optional<Path> work) {
        this.parts = parts;
        this.upper = upper;
        this.root = root;
        this.work = work;
    }

    /** @param lower from bottom to top; with none the draft is an empty folder */
    static Draft over(OverlayScratch.Parts parts, List<Path> lower) throws IOException {
        Path upper = parts.session().newFolder();
        if (lower.isEmpty()) {
            Files.setAttribute(upper, "unix:mode", 0755);
            return new Draft(parts, upper, upper, Optional.empty());
        }
        Path work = parts.session().newFolder();
        copyRoot(parts.kernel(), lower.getFirst(), upper);
        Path root = parts.mounts().mount(new Overlay(lower, Optional.of(new Overlay.Upper(upper, work))));
        return new Draft(parts, upper, root, Optional.of(work));
    }

    // an overlay shows the root folder as its topmost one is
    private static void copyRoot(Kernel kernel, Path from, Path to) throws IOException {
        try (Dir source = kernel.open(from);
                Dir target = kernel.open(to)) {
            FileStat stat = source.stat();
            target.setOwnMeta(stat.uid(), stat.gid(), stat.mode(), stat.mtime());
        }
    }

    /** All of it, writable. */
    public Path root() {
        return root;
    }

    /**
     * A folder of the session's temporary space that holds all of it as it is now, for {@link KeptFolders#keep}. The draft is
     * of no use after.
     */
    public Path whole() {
        try {
            return work.isEmpty() ? upper : copy(Optional.empty());
        } catch (IOException e) {
            throw StoreFault.of(parts.layout().root(), "copying a folder", e);
        }
    }

    /** A copy in the session's temporary space that belongs to somebody else; this one stays as it is. */
    public Path copyOwnedBy(int uid, int gid) {
        try {
            return copy(Optional.of(new TreeCopy.Owner(uid, gid)));
        } catch (IOException e) {
            throw StoreFault.of(parts.layout().root(), "copying a folder", e);
        }
    }

    private Path copy(Optional<TreeCopy.Owner> owner) throws IOException {
        Path made = parts.session().newFolder();
        try (Dir from = parts.kernel().open(root);
                Dir to = parts.kernel().open(made)) {
            new TreeCopy(to, owner).from(from);
        }
        return made;
    }

    @Override
    public void close() {
        try {
            if (work.isPresent()) {
                parts.mounts().unmount(root);
                parts.session().removeTree(work.get());
            }
            if (Files.exists(upper)) {
                parts.session().removeTree(upper);
            }
        } catch (IOException e) {
            throw StoreFault.of(parts.layout().root(), "throwing a draft away", e);
        }
    }
}
