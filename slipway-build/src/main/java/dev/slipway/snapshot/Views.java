// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Read-only file systems, one mount for all users of a chain. A chain of one layer needs none if that layer deletes
 * nothing: its folder is what is to be seen. The empty chain is an empty folder.
 */
final class Views {
    private final StoreLayout layout;
    private final Session session;
    private final FolderLayers layers;
    private final MountSpace mounts;
    private final Map<Chain, Shared> open = new HashMap<>();

    Views(OverlayScratch.Parts parts) {
        this.layout = parts.layout();
        this.session = parts.session();
        this.layers = parts.layers();
        this.mounts = parts.mounts();
    }

    /** What the users of one chain share. */
    private static final class Shared {
        final Path root;
        final boolean mounted;
        int users;

        Shared(Path root, boolean mounted) {
            this.root = root;
            this.mounted = mounted;
        }
    }

    synchronized View view(Chain chain) {
        try {
            Shared shared = open.get(chain);
            if (shared == null) {
                shared = prepare(chain);
                open.put(chain, shared);
            }
            shared.users++;
            return new Use(chain, shared);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "showing a file system of " + chain.size() + " layers", e);
        }
    }

    private Shared prepare(Chain chain) throws IOException {
        if (chain.isEmpty()) {
            return new Shared(session.newFolder(), false);
        }
        List<Path> lower =
                new ArrayList<>(chain.distinct().stream().map(layers::fs).toList());
        if (lower.size() == 1) {
            if (!layers.mayHaveWhiteouts(chain.layers().getFirst())) {
                return new Shared(lower.getFirst(), false);
            }
            lower.addFirst(emptyBottom());
        }
        return new Shared(mounts.mount(new Overlay(lower, Optional.empty())), true);
    }

    private Path emptyBottom() throws IOException {
        return Files.createDirectories(session.newPath());
    }

    private synchronized void release(Chain chain, Shared shared) {
        if (--shared.users > 0) {
            return;
        }
        open.remove(chain);
        if (shared.mounted) {
            try {
                mounts.unmount(shared.root);
            } catch (IOException e) {
                throw StoreFault.of(layout.root(), "unmounting " + shared.root, e);
            }
        }
    }

    private final class Use implements View {
        private final Chain chain;
        private final Shared shared;
        private boolean closed;

        Use(Chain chain, Shared shared) {
            this.chain = chain;
            this.shared = shared;
        }

        @Override
        public Path root() {
            return shared.root;
        }

        @Override
        public void close() {
            synchronized (Views.this) {
                if (closed) {
                    return;
                }
                closed = true;
                release(chain, shared);
            }
        }
    }
}
