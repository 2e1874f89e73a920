// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.CacheLease;
import dev.slipway.snapshot.CacheRequest;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.DeviceFiles;
import dev.slipway.snapshot.EvictedItem;
import dev.slipway.snapshot.LayerBlob;
import dev.slipway.snapshot.LayerBlobs;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Lease;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Sharing;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.snapshot.StoredImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking away beside those who work with a store. */
class CollectorTest {
    private static final Digest KEY = Digest.of("key");
    private static final GcPolicy NOTHING_STAYS = new GcPolicy(0, 0, 0, GcPolicy.Age.ANY, List.of(), List.of());

    @TempDir
    private Path folder;

    /** A layer with one file, on nothing. */
    private static LayerId layer(Store store) throws IOException {
        try (Scratch scratch = store.begin(Chain.SCRATCH)) {
            Files.write(scratch.root().resolve("file"), new byte[10_000]);
            return scratch.commit(DeviceFiles.NONE);
        }
    }

    private static ActionRecord record(Digest key, LayerId... layers) {
        return new ActionRecord(key, key, new Chain(List.of(layers)), Instant.EPOCH, "[a 1/2] RUN make", Map.of());
    }

    /** An image of that layer alone, with a name. */
    private static void name(Store store, LayerId layer) {
        Digest config = store.blobs().put(new byte[] {'{', '}'});
        store.images()
                .put(new StoredImage(
                        "docker.io/library/app:1",
                        config,
                        Json.object().build(),
                        config,
                        Optional.of(new Chain(List.of(layer))),
                        Instant.EPOCH));
    }

    private Collector.Outcome collect(GcPolicy policy) throws InterruptedException {
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            return new Collector(keeper, Clock.systemUTC())
                    .collect(Collector.Wanted.BY_POLICY, policy, true)
                    .orElseThrow();
        }
    }

    private List<String> faults() {
        try (Store store = Store.open(folder)) {
            return store.check().run();
        }
    }

    @Test
    void whatNobodyUsesIsDeletedAndLogged() throws Exception {
        LayerId layer;
        try (Store store = Store.open(folder)) {
            layer = layer(store);
            store.save(record(KEY, layer));
        }

        Collector.Outcome outcome = collect(NOTHING_STAYS);

        assertThat(outcome.waiting()).isZero();
        assertThat(folder.resolve("layers").resolve(layer.text())).doesNotExist();
        try (Store store = Store.open(folder)) {
            assertThat(store.find(KEY)).isEmpty();
            assertThat(store.evictions().of(KEY))
                    .hasValueSatisfying(eviction -> assertThat(eviction.rule()).isEqualTo("max-used 0B"));
        }
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            assertThat(keeper.log()).extracting(EvictedItem::kind).containsExactly("record", "layer");
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void aLayerStaysForABuildThatKnewItAndGoesAfterIt() throws Exception {
        LayerId layer;
        try (Store store = Store.open(folder)) {
            layer = layer(store);
            store.save(record(KEY, layer));
        }
        try (Store build = Store.open(folder)) {
            assertThat(build.find(KEY)).isPresent();

            assertThat(collect(NOTHING_STAYS).waiting()).isEqualTo(1);

            assertThat(build.layers().fs(layer).resolve("file")).exists();
            try (Store later = Store.open(folder)) {
                assertThat(later.layers().exists(layer)).isFalse();
            }
        }
        assertThat(collect(NOTHING_STAYS).waiting()).isZero();
        assertThat(folder.resolve("layers").resolve(layer.text())).doesNotExist();
        assertThat(faults()).isEmpty();
    }

    @Test
    void whatABuildMadeOfItMeanwhileKeepsALayer() throws Exception {
        LayerId layer;
        Digest next = Digest.of("next");
        try (Store store = Store.open(folder)) {
            layer = layer(store);
            store.save(record(KEY, layer));
        }
        try (Store build = Store.open(folder)) {
            assertThat(build.find(KEY)).isPresent();
            assertThat(collect(NOTHING_STAYS).waiting()).isEqualTo(1);
            build.save(record(next, layer, layer(build)));
        }

        collect(new GcPolicy(Long.MAX_VALUE, Long.MAX_VALUE, 0, GcPolicy.Age.ANY, List.of(), List.of()));

        try (Store later = Store.open(folder)) {
            assertThat(later.find(next)).isPresent();
            assertThat(later.find(KEY)).isEmpty();
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void aHiddenLayerThatIsWantedAgainIsRevived() throws Exception {
        LayerId layer;
        try (Store store = Store.open(folder)) {
            layer = layer(store);
            store.save(record(KEY, layer));
        }
        try (Store build = Store.open(folder)) {
            collect(NOTHING_STAYS);
            assertThat(build.root()).exists();
            try (Store pull = Store.open(folder)) {
                assertThat(pull.layers().exists(layer)).isFalse();
                assertThat(pull.layers().revive(layer)).isTrue();
                pull.save(record(KEY, layer));
            }
        }
        collect(new GcPolicy(Long.MAX_VALUE, Long.MAX_VALUE, 0, GcPolicy.Age.ANY, List.of(), List.of()));

        try (Store later = Store.open(folder)) {
            assertThat(later.find(KEY)).isPresent();
        }
    }

    @Test
    void aContainerHoldsItsOwnLayersAndNoOthers() throws Exception {
        LayerId used;
        LayerId other;
        try (Store store = Store.open(folder)) {
            used = layer(store);
            other = layer(store);
            store.save(record(KEY, used));
            store.save(record(Digest.of("other"), other));
        }
        try (Store run = Store.open(folder);
                Lease _ = run.useOnly(new Chain(List.of(used)))) {
            assertThat(collect(NOTHING_STAYS).waiting()).isEqualTo(1);

            assertThat(run.layers().fs(used).resolve("file")).exists();
            assertThat(folder.resolve("layers").resolve(other.text())).doesNotExist();
        }
    }

    @Test
    void blobsGoWhenNobodyIsLeftWhoFoundThem() throws Exception {
        Digest blob;
        try (Store push = Store.open(folder)) {
            blob = push.blobs().put("content".getBytes(StandardCharsets.UTF_8));
            Path file = push.blobs().find(blob).orElseThrow();

            collect(NOTHING_STAYS);

            assertThat(file).hasContent("content");
            assertThat(push.blobs().find(blob)).isEmpty();
        }
        collect(NOTHING_STAYS);
        assertThat(folder.resolve("blobs/sha256").resolve(blob.hex())).doesNotExist();
        assertThat(faults()).isEmpty();
    }

    /** Its files alone need not give the same tar, and whoever wants the layer may have to hand it on. */
    @Test
    void theBlobThatALayerCameAsStaysWithIt() throws Exception {
        byte[] tar = new byte[1024];
        Digest blob;
        try (Store store = Store.open(folder)) {
            LayerId layer = store.layers().unpacker().unpack(Digest.of(tar), new ByteArrayInputStream(tar), "test");
            blob = store.blobs().put(tar);
            store.layerBlobs().putBlob(layer, LayerBlobs.ORIGINAL, new LayerBlob(blob, tar.length, "tar"));
            name(store, layer);
        }

        assertThat(collect(NOTHING_STAYS).plan().isEmpty()).isTrue();

        assertThat(folder.resolve("blobs/sha256").resolve(blob.hex())).exists();
    }

    @Test
    void namedImagesKeepTheirLayersAndBlobs() throws Exception {
        try (Store store = Store.open(folder)) {
            LayerId layer = layer(store);
            name(store, layer);
        }

        assertThat(collect(NOTHING_STAYS).plan().isEmpty()).isTrue();
        assertThat(faults()).isEmpty();
    }

    @Test
    void aMountInUseStaysAndGoesAfter() throws Exception {
        CacheRequest request = new CacheRequest("apt", Sharing.LOCKED, 0, 0, 0755);
        try (Store store = Store.open(folder)) {
            try (CacheLease lease =
                    store.cacheMounts().acquire(List.of(request)).getFirst()) {
                Files.writeString(lease.folder().resolve("file"), "content");

                assertThat(collect(NOTHING_STAYS).plan().isEmpty()).isTrue();
            }
        }
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            assertThat(keeper.mounts()).hasSize(1).allMatch(mount -> mount.size() > 4096 && !mount.inUse());
        }
        collect(NOTHING_STAYS);
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            assertThat(keeper.mounts()).isEmpty();
        }
    }

    @Test
    void aNoteSparesTheNextBuildTheCounting() throws Exception {
        try (Store store = Store.open(folder)) {
            store.save(record(KEY, layer(store)));
        }
        GcPolicy roomy =
                new GcPolicy(1 << 20, 1 << 30, 0, new GcPolicy.Age(Duration.ofDays(2), false), List.of(), List.of());
        collect(roomy);

        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            UsageNote note = UsageNote.parse(keeper.note()).orElseThrow();
            long now = System.currentTimeMillis();
            assertThat(note.used()).isGreaterThan(10_000);
            assertThat(note.isDue(roomy, now)).isFalse();
            assertThat(note.grown(2L << 30, note.free()).isDue(roomy, now)).isTrue();
            assertThat(note.grown(0, note.free() - (2L << 30)).isDue(roomy, now))
                    .isTrue();
            long later = now + Duration.ofDays(3).toMillis();
            assertThat(note.isDue(roomy, later)).as("within the reserve").isFalse();
            assertThat(note.grown(2 << 20, note.free()).isDue(roomy, later)).isTrue();
            assertThat(UsageNote.parse(note.text())).contains(note);
        }
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        LayerId layer;
        try (Store store = Store.open(folder)) {
            layer = layer(store);
            store.save(record(KEY, layer));
        }
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            Collector collector = new Collector(keeper, Clock.fixed(Instant.now(), ZoneOffset.UTC));
            Plan plan = collector
                    .dryRun(Collector.Wanted.BY_POLICY, NOTHING_STAYS, true)
                    .plan();
            assertThat(plan.deletions()).hasSize(1);
        }
        try (Store store = Store.open(folder)) {
            assertThat(store.find(KEY)).isPresent();
        }
    }

    @Test
    void repairRemovesWhatIsTornAndKeepsTheRest() throws Exception {
        LayerId whole;
        LayerId torn;
        Digest other = Digest.of("other");
        try (Store store = Store.open(folder)) {
            whole = layer(store);
            torn = layer(store);
            store.save(record(KEY, whole));
            store.save(record(other, torn));
        }
        Files.writeString(folder.resolve("layers").resolve(torn.text()).resolve("meta"), "torn");
        assertThat(faults()).isNotEmpty();

        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            assertThat(keeper.repair()).hasSize(2);
        }
        assertThat(faults()).isEmpty();
        try (Store store = Store.open(folder)) {
            assertThat(store.find(KEY)).isPresent();
            assertThat(store.find(other)).isEmpty();
        }
    }
}
