// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.sys.Kernel;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With an index or without one, a scan finds the same. */
class RecordIndexTest {
    private static final List<Scopes> SCOPES =
            List.of(Scopes.DEFAULT, new Scopes(new CacheScope("acme/app/main"), List.of()));
    private static final List<LayerId> LAYERS =
            List.of(new LayerId("a".repeat(32)), new LayerId("b".repeat(32)), new LayerId("sha256-" + "c".repeat(64)));
    private static final long LATER = 60_000;

    @TempDir
    private Path folder;

    private StoreLayout layout;
    private Session session;
    private StoreStock stock;

    @BeforeEach
    void open() throws IOException {
        layout = new StoreLayout(folder.toRealPath());
        session = new Session(layout, Kernel.linux());
        Boots boots = new Boots(layout.synced());
        FolderLayers layers = new FolderLayers(layout, session, boots, Kernel.linux(), Optional.empty());
        stock = new StoreStock(layout, layers, session, Kernel.linux());
    }

    @AfterEach
    void close() {
        session.end();
    }

    private IndexFile index(Path file, Boots boots) {
        return new IndexFile(file, boots, session);
    }

    private RecordScan scan(Boots boots) {
        return new RecordScan(layout, Kernel.linux(), index(layout.recordIndex(), boots));
    }

    private RecordScan scan() {
        return scan(new Boots(layout.synced()));
    }

    private static List<StoredRecord> sorted(List<StoredRecord> records) {
        return records.stream()
                .sorted(Comparator.comparing(StoredRecord::place))
                .toList();
    }

    /** As a scan that begins so much later would, when all that was done is settled. */
    private List<StoredRecord> later() throws Exception {
        List<StoredRecord> found = scan().all(System.currentTimeMillis() + LATER);
        awaitTick();
        return found;
    }

    /** Until the clock of files goes on: what comes then can be told from what was. */
    private void awaitTick() throws IOException {
        Path file = Files.createTempFile(folder, "tick", "");
        FileTime first = Files.getLastModifiedTime(file);
        while (Files.getLastModifiedTime(file).equals(first)) {
            Files.write(file, new byte[1]);
        }
        Files.delete(file);
    }

    private static ActionRecord record(int key, Random random) {
        List<LayerId> chain = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            chain.add(LAYERS.get(random.nextInt(LAYERS.size())));
        }
        Digest digest = Digest.of("key " + key);
        String description = "[b " + random.nextInt(3) + "/3] RUN écho";
        return new ActionRecord(digest, digest, new Chain(chain), Instant.EPOCH, description, Map.of("x", "y"));
    }

    private void save(int key, Random random) {
        try (Store store = Store.open(folder, SCOPES.get(random.nextInt(SCOPES.size())))) {
            List<String> targets = random.nextBoolean() ? List.of() : List.of("t" + random.nextInt(3), "all");
            store.save(record(key, random), targets);
        }
    }

    private Optional<Path> some(Random random) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path shard : StoreStock.entries(layout.actions())) {
            files.addAll(StoreStock.entries(shard));
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(files.get(random.nextInt(files.size())));
    }

    private static void damage(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bytes);
        }
    }

    /** One thing that happens to a store. */
    private void change(Random random) throws IOException {
        Optional<Path> file = some(random);
        int kind = random.nextInt(10);
        if (kind < 4 || file.isEmpty()) {
            save(random.nextInt(60), random);
        } else if (kind == 4) {
            Files.delete(file.get());
        } else if (kind == 5) {
            Files.setLastModifiedTime(file.get(), FileTime.fromMillis(random.nextLong(1L << 41)));
        } else if (kind == 6) {
            damage(file.get(), random);
        } else if (kind == 7) {
            // torn as by a loss of power: the same file, of no length
            Files.write(file.get(), new byte[0]);
        } else if (kind == 8 && Files.exists(layout.recordIndex())) {
            damage(layout.recordIndex(), random);
        } else if (random.nextInt(10) == 0) {
            Files.deleteIfExists(layout.recordIndex());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverHappensToRecordsTheIndexChangesNothing(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            for (int i = random.nextInt(6); i >= 0; i--) {
                change(random);
            }
            List<StoredRecord> found = later();
            assertThat(sorted(found))
                    .as("seed %s, round %s", seed, round)
                    .isEqualTo(sorted(scan().since(Long.MIN_VALUE)));
        }
    }

    @Test
    void whatIsKnownIsNotReadAgain() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            save(i, random);
        }
        List<StoredRecord> all = sorted(later());
        RecordIndex index = RecordIndex.of(
                index(layout.recordIndex(), new Boots(layout.synced())).read());

        assertThat(all).hasSize(50);
        assertThat(index.size()).isEqualTo(50);
        // each says what its file did: nothing else is asked
        for (StoredRecord record : all) {
            Path shard = layout.actions().resolve(record.place().substring(0, 2));
            RecordPlace place = new RecordPlace();
            assertThat(place.set(record.place())).isTrue();
            try (var dir = Kernel.linux().open(shard)) {
                var stat = dir.stat(record.place().getBytes(StandardCharsets.US_ASCII));
                assertThat(index.in(StoreStock.name(shard)).find(place, stat.orElseThrow()))
                        .contains(record);
            }
        }
    }

    @Test
    void whatWasWrittenAMomentAgoIsNotKeptAsItMayChangeUnseen() throws Exception {
        save(1, new Random(1));

        assertThat(scan().all(System.currentTimeMillis())).hasSize(1);

        assertThat(layout.recordIndex()).doesNotExist();
    }

    @Test
    void anIndexThatALossOfPowerMayHaveTouchedDoesNotCount() throws Exception {
        save(1, new Random(1));
        assertThat(later()).hasSize(1);

        IndexFile other = index(layout.recordIndex(), new Boots(layout.synced(), "another boot"));

        assertThat(index(layout.recordIndex(), new Boots(layout.synced())).read())
                .isPresent();
        assertThat(other.read()).isEmpty();
    }

    private List<StoredLayer> layers(Path file) throws Exception {
        IndexFile index = index(file, new Boots(layout.synced()));
        List<StoredLayer> found = stock.layers(index, System.currentTimeMillis() + LATER);
        awaitTick();
        return found;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappensToLayersTheIndexChangesNothing(long seed) throws Exception {
        Random random = new Random(seed);
        List<LayerId> made = new ArrayList<>();
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            for (int round = 0; round < 60; round++) {
                LayerId layer = made.isEmpty() ? LayerId.random() : made.get(random.nextInt(made.size()));
                switch (random.nextInt(6)) {
                    case 0, 1 -> made.add(newLayer(random));
                    case 2 -> keeper.removal().hide(layer, 0);
                    case 3 -> keeper.removal().show(layer);
                    case 4 -> keeper.removal().delete(layer, 1);
                    default -> {
                        if (Files.exists(layout.layerIndex())) {
                            damage(layout.layerIndex(), random);
                        }
                    }
                }
                assertThat(layers(layout.layerIndex()))
                        .as("seed %s, round %s", seed, round)
                        .isEqualTo(layers(folder.resolve("none")));
                Files.deleteIfExists(folder.resolve("none"));
            }
        }
    }

    private LayerId newLayer(Random random) throws IOException {
        try (Store store = Store.open(folder);
                Scratch scratch = store.begin(Chain.SCRATCH)) {
            Files.write(scratch.root().resolve("file"), new byte[random.nextInt(100_000)]);
            return scratch.commit(DeviceFiles.NONE);
        }
    }

    @Test
    void repairLeavesNoIndexThatIsTorn() throws Exception {
        Digest key = Digest.of("key");
        try (Store store = Store.open(folder)) {
            store.save(new ActionRecord(key, key, Chain.SCRATCH, Instant.EPOCH, "", Map.of()));
        }
        assertThat(later()).hasSize(1);
        damage(layout.recordIndex(), new Random(2));

        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            keeper.repair();
            assertThat(keeper.records()).hasSize(1);
        }

        IndexFile file = index(layout.recordIndex(), new Boots(layout.synced()));
        // it is not there while the record is too young for it
        assertThat(Files.exists(layout.recordIndex())).isEqualTo(file.read().isPresent());
    }
}
