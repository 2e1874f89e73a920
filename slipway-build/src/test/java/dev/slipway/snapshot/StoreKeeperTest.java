// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one who keeps house sees of those who came in between. */
class StoreKeeperTest {
    @TempDir
    private Path folder;

    private void build(String key) {
        try (Store store = Store.open(folder)) {
            save(store, key);
        }
    }

    private static void save(Store store, String key) {
        Digest digest = Digest.of(key);
        store.save(new ActionRecord(digest, digest, new Chain(List.of()), Instant.EPOCH, "RUN " + key, Map.of()));
    }

    @BeforeEach
    void aRecordIsThere() {
        build("before");
    }

    private static List<String> since(StoreKeeper keeper, StoreKeeper.Moment moment) throws InterruptedException {
        return keeper.recordsSince(moment).stream()
                .map(StoredRecord::description)
                .toList();
    }

    /** Long ago, so that only the sessions can say that nothing was done. */
    private static StoreKeeper.Moment moment(StoreKeeper keeper) throws InterruptedException {
        return keeper.now(0);
    }

    @Test
    void nobodyCame() throws Exception {
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            assertThat(since(keeper, moment(keeper))).isEmpty();
        }
    }

    @Test
    void aBuildThatBeganAndEndedIsSeen() throws Exception {
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            StoreKeeper.Moment moment = moment(keeper);
            build("between");
            assertThat(since(keeper, moment)).contains("RUN between");
        }
    }

    @Test
    void aBuildThatHadBegunIsSeen() throws Exception {
        try (Store store = Store.open(folder);
                StoreKeeper keeper = StoreKeeper.open(folder)) {
            save(store, "first");
            StoreKeeper.Moment moment = moment(keeper);
            save(store, "second");
            assertThat(since(keeper, moment)).contains("RUN second");
        }
    }

    @Test
    void aHiddenLayerIsShownByWhoKnewIt() throws Exception {
        LayerId layer;
        try (Store store = Store.open(folder);
                Scratch scratch = store.begin(Chain.SCRATCH)) {
            layer = scratch.commit(DeviceFiles.NONE);
        }
        try (Store knows = Store.open(folder);
                StoreKeeper keeper = StoreKeeper.open(folder)) {
            keeper.removal().hide(layer, keeper.generation());
            try (Store newcomer = Store.open(folder)) {
                assertThat(newcomer.layers().exists(layer)).isFalse();
                assertThat(newcomer.check().run()).isEmpty();
            }
            assertThat(keeper.layers()).extracting(StoredLayer::isHidden).containsExactly(true);
            assertThat(knows.layers().revive(layer)).isTrue();
            assertThat(keeper.layers()).extracting(StoredLayer::isHidden).containsExactly(false);
            assertThat(keeper.removal().delete(layer, Long.MAX_VALUE)).isFalse();
        }
    }
}
