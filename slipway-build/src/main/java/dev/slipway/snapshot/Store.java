// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The store. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Store implements AutoCloseable {
    private final Path root;

    private Store(Path root) {
        this.root = root;
    }

    /** {@code SLIPWAY_ROOT}, or {@code /var/lib/slipway} for root, or {@code ~/.local/share/slipway}. */
    public static Path defaultRoot(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("SLIPWAY_ROOT", "/var/lib/slipway"));
    }

    /** Opens the store in a folder, which is made if need be. */
    public static Store open(Path root) {
        return new Store(root);
    }

    public Path root() {
        return root;
    }

    /** What was done under this key, if its layers are all here. */
    public Optional<ActionRecord> find(Digest key) {
        throw new UnsupportedOperationException();
    }

    public void save(ActionRecord action) {
        throw new UnsupportedOperationException();
    }

    /** A remembered computation; {@code kind} is a short word of letters, digits and hyphens. */
    public Optional<String> fact(String kind, Digest key) {
        throw new UnsupportedOperationException();
    }

    public void putFact(String kind, Digest key, String value) {
        throw new UnsupportedOperationException();
    }

    /** Begins a layer on top of a chain. */
    public Scratch begin(Chain parent) {
        throw new UnsupportedOperationException();
    }

    /** The file system of a chain, to read. */
    public View view(Chain chain) {
        throw new UnsupportedOperationException();
    }

    /**
     * The folder below which all mounts of this process stand; shared, so that a mount namespace copied from ours as a
     * slave <em>after</em> the first call of this sees those made later.
     */
    public Path mountsRoot() {
        throw new UnsupportedOperationException();
    }

    /** A new folder for temporary files, gone at the latest when the next process opens the store after our end. */
    public Path newTempFolder() {
        throw new UnsupportedOperationException();
    }

    /** Waits until nobody else, in this process or another, holds this key; for "do it once". */
    public Lease lockKey(Digest key) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public CacheMounts cacheMounts() {
        throw new UnsupportedOperationException();
    }

    public Blobs blobs() {
        throw new UnsupportedOperationException();
    }

    public Layers layers() {
        throw new UnsupportedOperationException();
    }

    public LayerBlobs layerBlobs() {
        throw new UnsupportedOperationException();
    }

    public Images images() {
        throw new UnsupportedOperationException();
    }

    /** Makes what was saved so far survive a loss of power. Blocks; not needed for a process's death. */
    public void sync() {
        throw new UnsupportedOperationException();
    }

    /** Ends the session: nothing of its temporary space is left. */
    @Override
    public void close() {}
}
