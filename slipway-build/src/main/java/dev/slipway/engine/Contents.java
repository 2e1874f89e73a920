// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.files.Content;
import dev.slipway.graph.Op;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.View;
import dev.slipway.sys.Kernel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The trees that files are copied from: the user's folders, and filesystems of steps. Each is opened once. */
final class Contents implements AutoCloseable {
    private final Store store;
    private final Kernel kernel;
    private final Map<String, IgnorePatterns> ignored;
    private final Map<String, Content> folders = new HashMap<>();
    private final Map<Chain, Opened> filesystems = new HashMap<>();

    private record Opened(View view, Content content) {}

    /** @param ignored what is left out of each context, by its name */
    Contents(Store store, Kernel kernel, Map<String, IgnorePatterns> ignored) {
        this.store = store;
        this.kernel = kernel;
        this.ignored = Map.copyOf(ignored);
    }

    synchronized Content of(Op.Local local) {
        return folders.computeIfAbsent(local.name(), name -> {
            Path memory = store.root()
                    .resolve("contexts")
                    .resolve(Digest.of(local.folder()).hex());
            return Content.ofContext(
                    Path.of(local.folder()), ignored.getOrDefault(name, IgnorePatterns.NONE), kernel, memory);
        });
    }

    synchronized Content of(Chain chain) {
        Opened opened = filesystems.get(chain);
        if (opened == null) {
            View view = store.view(chain);
            opened = new Opened(view, Content.ofFilesystem(view.root(), kernel));
            filesystems.put(chain, opened);
        }
        return opened.content();
    }

    @Override
    public synchronized void close() {
        filesystems.values().forEach(opened -> opened.view().close());
        filesystems.clear();
    }
}
