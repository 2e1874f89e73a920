// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.Kernel;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The store as one who keeps house in it sees it: what there is, and taking it away. It holds no generation, as builds do,
 * so it does not stand in its own way.
 */
public final class StoreKeeper implements AutoCloseable {
    private final StoreLayout layout;
    private final Session session;
    private final FolderLayers layers;
    private final StoreStock stock;
    private final RecordScan records;
    private final IndexFile layerIndex;
    private final Generations generations;
    private final EvictionLog log;
    private final Removal removal;
    private final RecordTable table;
    private final FactTable facts;
    private final LayerBlobs layerBlobs;

    private StoreKeeper(StoreLayout layout) {
        Kernel kernel = Kernel.linux();
        this.layout = layout;
        this.session = new Session(layout, kernel);
        Boots boots = new Boots(layout.synced());
        this.layers = new FolderLayers(layout, session, boots, kernel, Optional.empty());
        this.records = new RecordScan(layout, kernel, new IndexFile(layout.recordIndex(), boots, session));
        this.layerIndex = new IndexFile(layout.layerIndex(), boots, session);
        this.stock = new StoreStock(layout, layers, session, kernel);
        this.generations = new Generations(layout);
        this.log = new EvictionLog(layout);
        this.removal = new Removal(layout, layers, session);
        this.table = new RecordTable(layout, session, boots);
        this.facts = new FactTable(table, Scopes.DEFAULT);
        this.layerBlobs = new RememberedBlobs(facts);
    }

    /** Opens what is in the folder; what is not there is an empty store. */
    public static StoreKeeper open(Path root) {
        try {
            Files.createDirectories(root);
            return new StoreKeeper(new StoreLayout(root.toRealPath()));
        } catch (IOException e) {
            throw StoreFault.of(root, "making a folder", e);
        }
    }

    /** Work on the disk. */
    private interface Deed<T> {
        T done() throws IOException, InterruptedException;
    }

    private <T> T guarded(String what, Deed<T> deed) throws InterruptedException {
        try {
            return deed.done();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), what, e);
        }
    }

    /** The lock of who takes things away; empty while another does. */
    public Optional<Lease> tryBegin() throws InterruptedException {
        return guarded("locking", () -> FileLocks.of(layout.locks("gc")).tryAcquire("gc", false));
    }

    public Path root() {
        return layout.root();
    }

    public List<StoredRecord> records() throws InterruptedException {
        return records.all(System.currentTimeMillis());
    }

    /**
     * A moment after which it can be told what was done.
     *
     * @param millis since 1970
     * @param mark of the sessions, if nobody worked with the store; a later one who makes something begins a session
     */
    public record Moment(long millis, Optional<FileTime> mark) {}

    /** This moment. */
    public Moment now(long millis) throws InterruptedException {
        return guarded("looking who works", () -> {
            FileTime mark = session.mark();
            return new Moment(millis, generations.isIdle() ? Optional.of(mark) : Optional.<FileTime>empty());
        });
    }

    /** The records that were made or used since then. */
    public List<StoredRecord> recordsSince(Moment moment) throws InterruptedException {
        boolean isUnvisited = guarded(
                "looking who works",
                () -> moment.mark().isPresent()
                        && session.isMarked(moment.mark().get()));
        return isUnvisited ? List.of() : records.since(moment.millis());
    }

    /** All that the record says, if it is still there. */
    public Optional<ActionRecord> record(StoredRecord stored) {
        return Digest.parse("sha256:" + stored.place())
                .flatMap(place -> table.look(ActionTable.TABLE, ActionTable.KIND, place))
                .flatMap(ActionTable::decode);
    }

    /** All facts of that kind. */
    public List<StoredFact> facts(String kind) throws InterruptedException {
        return guarded("reading facts", () -> facts.all(kind));
    }

    public List<StoredLayer> layers() throws InterruptedException {
        return guarded("counting the layers", () -> stock.layers(layerIndex, System.currentTimeMillis()));
    }

    /** What these layers take together, as many as can be measured in that time; it is remembered. */
    public long measure(List<LayerId> some, Duration limit) throws InterruptedException {
        return guarded("measuring layers", () -> stock.measure(some, limit));
    }

    public List<StoredBlob> blobs() throws InterruptedException {
        return guarded("counting the blobs", stock::blobs);
    }

    public List<StoredMount> mounts() throws InterruptedException {
        return guarded("counting the cache mounts", stock::mounts);
    }

    /** An image, and when it was written, in milliseconds since 1970. */
    public record ImageFile(StoredImage image, long written) {}

    public List<ImageFile> images() throws InterruptedException {
        return guarded("counting the images", stock::images);
    }

    /** Bytes of a blob that is small. */
    public Optional<byte[]> blob(Digest digest) {
        return new FolderBlobs(layout, session, new Boots(layout.synced()), new Uses(layout)).read(digest);
    }

    /** The blob that a layer came as, if it came as one: its files alone may not give the same tar. */
    public Optional<Digest> cameAs(LayerId layer) {
        return layer.diffId().isEmpty()
                ? Optional.empty()
                : layerBlobs.blob(layer, LayerBlobs.ORIGINAL).map(LayerBlob::digest);
    }

    public Removal removal() {
        return removal;
    }

    /** The present generation: what is hidden now was seen by those who hold it or an earlier one. */
    public long generation() throws InterruptedException {
        return guarded("reading", generations::present);
    }

    /** Begins the next generation. */
    public void nextGeneration() throws InterruptedException {
        guarded("beginning a generation", () -> {
            generations.next(session.newPath());
            return true;
        });
    }

    /** What was hidden before this generation nobody has seen who still works. */
    public long earliestHeld() throws InterruptedException {
        return guarded("reading", () -> generations.earliestHeld(session.newPath()));
    }

    /** Whether nobody works with the store now. */
    public boolean isIdle() throws InterruptedException {
        return guarded("looking who works", generations::isIdle);
    }

    public List<EvictedItem> log() throws InterruptedException {
        return guarded("reading the log", log::all);
    }

    public void log(List<EvictedItem> items) throws InterruptedException {
        guarded("writing the log", () -> {
            log.add(items);
            return true;
        });
    }

    /** The texts that were pinned, in the order of their names. */
    public List<String> pins() throws InterruptedException {
        return guarded("reading the pins", () -> {
            List<String> found = new ArrayList<>();
            for (Path file : StoreStock.entries(layout.pins())) {
                found.add(Files.readString(file));
            }
            found.sort(null);
            return found;
        });
    }

    public void pin(String text) throws InterruptedException {
        guarded("pinning", () -> {
            AtomicFiles.write(session.newPath(), pinFile(text), text.getBytes(StandardCharsets.UTF_8));
            return true;
        });
    }

    /** False if there was no such pin. */
    public boolean unpin(String text) throws InterruptedException {
        return guarded("unpinning", () -> Files.deleteIfExists(pinFile(text)));
    }

    private Path pinFile(String text) {
        return layout.pins().resolve(Digest.of(text).hex());
    }

    /** Removes what is not whole, and makes the indexes anew; tells of each that was removed. To be done by who alone takes things away. */
    public List<String> repair() throws InterruptedException {
        List<String> removed = removal.repair(new StoreCheck(layout, new Boots(layout.synced())));
        guarded("removing the indexes", () -> {
            Files.deleteIfExists(layout.recordIndex());
            return Files.deleteIfExists(layout.layerIndex());
        });
        records();
        layers();
        return removed;
    }

    /** A small text that is kept between two collections; empty when there is none. */
    public String note() throws InterruptedException {
        return guarded("reading a note", () -> {
            try {
                return Files.readString(layout.collection().resolve("note"));
            } catch (NoSuchFileException _) {
                return "";
            }
        });
    }

    public void putNote(String text) throws InterruptedException {
        guarded("writing a note", () -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            AtomicFiles.write(session.newPath(), layout.collection().resolve("note"), bytes);
            return true;
        });
    }

    @Override
    public void close() {
        session.end();
    }
}
