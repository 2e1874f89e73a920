// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.snapshot.StoredRecord;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreHarvestTest {
    private static final Digest CONTENT = Digest.of("what was copied");

    @TempDir
    private Path folder;

    private static ActionRecord record(String name, Map<String, String> inputs) {
        Digest key = Digest.of(name);
        return new ActionRecord(key, key, Chain.SCRATCH, Instant.EPOCH, name, inputs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme/main"})
    void whatCopiesSelectedGoesWithTheirRecords(String name) throws InterruptedException {
        Scopes scopes = new Scopes(new CacheScope(name), List.of());
        try (Store store = Store.open(folder, scopes);
                Store other = Store.open(folder, new Scopes(new CacheScope("acme/other"), List.of()));
                StoreKeeper keeper = StoreKeeper.open(folder)) {
            store.save(record("copy", Map.of("files", CONTENT.toString())));
            store.save(record("run", Map.of("command", "make")));
            store.putFact(Harvest.CONTENT, Digest.of("of the copy"), CONTENT.toString());
            store.putFact(
                    Harvest.CONTENT, Digest.of("of another"), Digest.of("else").toString());
            other.putFact(Harvest.CONTENT, Digest.of("elsewhere"), CONTENT.toString());

            Harvest all = new StoreHarvest(keeper, false).of(store, keeper.records());
            assertThat(all.records()).extracting(ActionRecord::description).containsExactlyInAnyOrder("copy", "run");
            assertThat(all.contents()).isEqualTo(Map.of(Digest.of("of the copy"), CONTENT.toString()));
            assertThat(all.records().getFirst().scope().name()).isEqualTo(name);

            List<StoredRecord> some = keeper.records().stream()
                    .filter(stored -> stored.description().equals("run"))
                    .toList();
            assertThat(new StoreHarvest(keeper, false).of(store, some).contents())
                    .isEmpty();
        }
    }

    @Test
    void recordsOfOtherScopesStay() throws InterruptedException {
        try (Store store = Store.open(folder);
                Store other = Store.open(folder, new Scopes(new CacheScope("acme/other"), List.of()));
                StoreKeeper keeper = StoreKeeper.open(folder)) {
            other.save(record("run", Map.of()));
            assertThat(new StoreHarvest(keeper, false)
                            .of(store, keeper.records())
                            .records())
                    .isEmpty();
        }
    }
}
