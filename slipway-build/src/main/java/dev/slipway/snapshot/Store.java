// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.Overlay;
import dev.slipway.text.HostException;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything on disk: a folder that several processes share. Each thing is written in the session's temporary space and
 * appears by a rename, whole; so a process may die at any moment. What survives a loss of power is what a {@link #sync}
 * followed, see {@code Boots}. Reading makes no native call and no temporary space. Failures of the disk are
 * {@link HostException}s that say what to do.
 */
public final class Store implements AutoCloseable {
    private final StoreLayout layout;
    private final Kernel kernel = Kernel.linux();
    private final Scopes scopes;
    private final Boots boots;
    private final Session session;
    private final FolderLayers layers;
    private final ActionTable actions;
    private final FactTable facts;
    private final MountSpace mounts;
    private final OverlayScratch.Parts parts;
    private final Views views;
    private final LaterSync laterSync;
    private final RecordTable records;
    private final Optional<Lease> generation;
    private volatile boolean hasNews;

    private Store(StoreLayout layout, Scopes scopes, Optional<FolderLayers> below) {
        this.layout = layout;
        this.scopes = scopes;
        this.boots = new Boots(layout.synced());
        this.laterSync = boots.laterSync(layout.root());
        this.session = new Session(layout, kernel);
        this.layers = new FolderLayers(layout, session, boots, kernel, below);
        this.records = new RecordTable(layout, session, boots);
        // what is beside another store is held with that one
        this.generation = below.isEmpty() ? new Generations(layout).hold() : Optional.empty();
        this.actions = new ActionTable(records, layers, scopes);
        this.facts = new FactTable(records, scopes);
        this.mounts = new MountSpace(layout, session, kernel);
        this.parts = new OverlayScratch.Parts(layout, session, layers, mounts, kernel);
        this.views = new Views(parts);
    }

    /**
     * {@code SLIPWAY_ROOT}, else {@code /var/lib/slipway} for root, else {@code $XDG_DATA_HOME/slipway} or
     * {@code ~/.local/share/slipway}. In a user namespace everybody is root, so the launcher sets {@code SLIPWAY_ROOT}.
     */
    public static Path defaultRoot(Map<String, String> environment) {
        String set = environment.getOrDefault("SLIPWAY_ROOT", "");
        if (!set.isEmpty()) {
            return Path.of(set).toAbsolutePath();
        }
        if (System.getProperty("user.name", "").equals("root")) {
            return Path.of("/var/lib/slipway");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        return data.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share", "slipway")
                : Path.of(data, "slipway");
    }

    /** Opens the store in a folder, which is made if need be, for the default scope. */
    public static Store open(Path root) {
        return open(root, Scopes.DEFAULT);
    }

    /** The same for a build that has these scopes. What is no record, fact of content or cache mount is shared by all. */
    public static Store open(Path root, Scopes scopes) {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
            }
            return new Store(new StoreLayout(root.toRealPath()), scopes, Optional.empty());
        } catch (IOException e) {
            throw StoreFault.of(root, "making a folder", e);
        }
    }

    /**
     * A store in our temporary space, gone at the latest with this one. It sees the layers that are here; but no record,
     * image, blob or cache mount.
     */
    public Store beside() {
        try {
            return new Store(new StoreLayout(newTempFolder().toRealPath()), Scopes.DEFAULT, Optional.of(layers));
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "making a temporary store", e);
        }
    }

    public Path root() {
        return layout.root();
    }

    /** The scopes that it was opened for. */
    public Scopes scopes() {
        return scopes;
    }

    /** What was done under this key in a scope that is read, if its layers are all here; without its inputs. */
    public Optional<ActionRecord> find(Digest key) {
        return actions.find(key);
    }

    /** What was written down under this key, whether its layers are here or not. */
    public Optional<ActionRecord> record(Digest key) {
        return actions.read(key);
    }

    /** Keeps what this build did, as done in its own scope; that record is given back. */
    public ActionRecord save(ActionRecord action) {
        return save(action, List.of());
    }

    /** The same, noting what it was built for. */
    public ActionRecord save(ActionRecord action, List<String> targets) {
        hasNews = true;
        ActionRecord own = action.in(scopes.own());
        actions.save(own, targets);
        return own;
    }

    /** Notes that what this build found under the key belongs to these targets too. */
    public void label(Digest key, List<String> targets) {
        actions.label(key, targets);
    }

    /**
     * Keeps what a cache from elsewhere says was done in the scope that the record names. It stands among the own records all
     * the same: no build puts anything where builds of another scope look.
     */
    public void keep(ActionRecord action) {
        hasNews = true;
        actions.save(action.fromElsewhere(), List.of());
    }

    /** A remembered computation; {@code kind} is a short word of lower-case letters, digits and hyphens. */
    public Optional<String> fact(String kind, Digest key) {
        return facts.find(kind, key);
    }

    /** Whether there is such a fact; nothing is read. */
    public boolean hasFact(String kind, Digest key) {
        return facts.exists(kind, key);
    }

    public void putFact(String kind, Digest key, String value) {
        facts.put(kind, key, value);
    }

    /** Begins a layer on top of a chain. Needs a mount namespace of our own, unless the chain is empty. */
    public Scratch begin(Chain parent) {
        return begin(parent, Overlay.Devices.INERT);
    }

    /** The same, for a command that may do everything with {@code devices}. */
    public Scratch begin(Chain parent, Overlay.Devices devices) {
        try {
            return OverlayScratch.begin(parts, parent, devices);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "beginning a layer", e);
        }
    }

    /** The file system of a chain, to read. */
    public View view(Chain chain) {
        return views.view(chain);
    }

    /**
     * The folder below which all mounts of this process stand; shared, so that a mount namespace copied from ours as a
     * slave <em>after</em> the first call of this sees those made later.
     */
    public Path mountsRoot() {
        try {
            return mounts.root();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "preparing the folder for mounts", e);
        }
    }

    /** A new folder for temporary files, gone at the latest when the next process opens the store after our end. */
    public Path newTempFolder() {
        try {
            return session.newFolder();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "making a temporary folder", e);
        }
    }

    /** A folder for what the sandbox keeps for later processes; the sandbox makes it. */
    public Path sandboxFolder() {
        return layout.sandbox();
    }

    /** Waits until nobody else, in this process or another, holds this key; for "do it once". */
    public Lease lockKey(Digest key) throws InterruptedException {
        try {
            return FileLocks.of(layout.locks("keys")).acquire(key.hex(), false);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "locking an action", e);
        }
    }

    /** What was taken out of here. */
    public Evictions evictions() {
        return new EvictionLog(layout).in(scopes);
    }

    /** The same for an action: builds of other scopes do it for themselves. */
    public Lease lockAction(Digest key) throws InterruptedException {
        return lockKey(ScopedPlace.of(scopes.own(), key));
    }

    /** Waits for one of so many places, of which each is had by one at a time, in this process or another. */
    public Lease lockTurn(int places) throws InterruptedException {
        try {
            return FileLocks.of(layout.locks("turns")).acquireOneOf(places);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "waiting for a turn", e);
        }
    }

    public CacheMounts cacheMounts() {
        return new FolderCacheMounts(layout, session, scopes, kernel);
    }

    public KeptFolders keptFolders() {
        return new FolderKeptFolders(layout, session, scopes);
    }

    /** Folders, from bottom to top, to be written without being changed. Needs a mount namespace of our own, unless there are none. */
    public Draft draft(List<Path> lower) {
        try {
            return Draft.over(parts, lower);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "mounting an overlay", e);
        }
    }

    public Blobs blobs() {
        return new FolderBlobs(layout, session, boots, records.uses());
    }

    public Layers layers() {
        return layers;
    }

    public LayerBlobs layerBlobs() {
        return new RememberedBlobs(facts);
    }

    public Images images() {
        return new FolderImages(layout, session);
    }

    /** Makes what was saved so far survive a loss of power. Takes as long as the disk needs. */
    public void sync() throws InterruptedException {
        Stamp began = boots.now();
        try {
            kernel.syncFileSystem(layout.root());
            try (Lease _ = FileLocks.of(layout.locks("sync")).acquire("sync", false)) {
                boots.noteSynced(began, session.newPath());
            }
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "syncing", e);
        }
    }

    /** Prepares for {@link #syncLater}, while there is time. */
    public void expectSync() {
        laterSync.prepare();
    }

    /**
     * The same for all that this process saved, without waiting: a process of its own sees to it, which may outlive this
     * one by as long as the disk needs. Does nothing when nothing was saved, or where no process can be started; a later
     * build's sync counts for this one too.
     */
    public void syncLater() {
        if (hasNews) {
            laterSync.begin(boots.now().moment());
        }
    }

    /** What is wrong with the store. */
    public StoreCheck check() {
        return new StoreCheck(layout, boots);
    }

    /** The layers that were made, which take room. */
    public NewLayers newLayers() {
        return layers.made();
    }

    /**
     * From now on only these layers are used, for as long as it takes: others, and all else here, may be taken away.
     * Without it a container that stays for a week would keep all that is let go meanwhile.
     */
    public Lease useOnly(Chain chain) {
        Lease held = LayerUse.hold(layout, chain);
        generation.ifPresent(Lease::close);
        return held;
    }

    /** Ends the session: nothing of its temporary space is left, and nothing mounted by it. */
    @Override
    public void close() {
        records.uses().note();
        mounts.end();
        session.end();
        generation.ifPresent(Lease::close);
    }
}
