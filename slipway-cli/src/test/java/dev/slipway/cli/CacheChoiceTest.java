// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.snapshot.StoredRecord;
import dev.slipway.text.UsageException;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheChoiceTest {
    private static final CacheScope MAIN = new CacheScope("acme/main");
    private static final CacheScope REQUEST = new CacheScope("acme/pr/7");
    private static final LayerId SMALL = LayerId.ofDiff(Digest.of("small"));
    private static final LayerId LARGE = LayerId.ofDiff(Digest.of("large"));
    private static final Map<LayerId, Long> LAYERS = Map.of(SMALL, 10L, LARGE, 5L << 20);

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() {
        save(MAIN, record(MAIN, "[base 1/2] FROM busybox", SMALL), "base", "app");
        save(MAIN, record(MAIN, "[app 2/2] RUN make", SMALL, LARGE), "app");
        save(REQUEST, record(REQUEST, "[app 2/2] RUN test", SMALL), "app");
        save(REQUEST, record(REQUEST, "[app 2/2] RUN gone", LayerId.ofDiff(Digest.of("gone"))), "app");
        try (Store store = Store.open(folder, new Scopes(REQUEST, List.of(MAIN)))) {
            store.keep(record(MAIN, "[app 2/2] RUN forged", SMALL));
        }
    }

    private void save(CacheScope scope, ActionRecord record, String... targets) {
        try (Store store = Store.open(folder, new Scopes(scope, List.of()))) {
            store.save(record, List.of(targets));
        }
    }

    private static ActionRecord record(CacheScope scope, String description, LayerId... layers) {
        Digest key = Digest.of(description);
        Chain chain = new Chain(List.of(layers));
        return new ActionRecord(scope, key, key, chain, Instant.EPOCH, description, Map.of(), Optional.empty());
    }

    private Map<String, List<String>> chosen(String... words) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("slipway", "cache", "export"));
        all.addAll(Arrays.asList(words));
        all.add("out");
        ParsedOptions options = OptionParser.parse(CacheTable.EXPORT, new CommandLine(all, 3));
        CacheChoice choice = CacheChoice.read(
                options, System.currentTimeMillis() + Duration.ofHours(2).toMillis());
        Map<String, List<String>> found = new TreeMap<>();
        try (StoreKeeper keeper = StoreKeeper.open(folder)) {
            choice.of(keeper.records(), LAYERS)
                    .forEach((scope, records) -> found.put(
                            scope.name(),
                            records.stream()
                                    .map(StoredRecord::description)
                                    .sorted()
                                    .toList()));
        }
        return found;
    }

    @Test
    void allGoesThatIsWholeAndOfItsOwnScope() throws InterruptedException {
        assertThat(chosen())
                .isEqualTo(Map.of(
                        "acme/main", List.of("[app 2/2] RUN make", "[base 1/2] FROM busybox"),
                        "acme/pr/7", List.of("[app 2/2] RUN test")));
    }

    @Test
    void scopesAreChosenByName() throws InterruptedException {
        assertThat(chosen("--scope=acme/pr/7")).containsOnlyKeys("acme/pr/7");
        assertThat(chosen("--scope=acme/pr/7", "--scope=acme/main")).hasSize(2);
        assertThat(chosen("--scope=")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "target=app, 3",
        "target=base, 1",
        "stage=app, 2",
        "scope=acme/pr/*, 1",
        "size=1MB, 1",
        "age=1h, 3",
        "age=3h, 0",
    })
    void filtersChoose(String filter, int expected) throws InterruptedException {
        assertThat(chosen("--filter=" + filter).values().stream()
                        .mapToInt(List::size)
                        .sum())
                .isEqualTo(expected);
    }

    @Test
    void anIdIsThatOfTheRecordOrOfTheLayerThatItMade() throws InterruptedException {
        assertThat(chosen("--filter=id=" + Digest.of("[app 2/2] RUN make").hex().substring(0, 12)))
                .isEqualTo(Map.of("acme/main", List.of("[app 2/2] RUN make")));
        assertThat(chosen("--filter=id=" + LARGE.text())).isEqualTo(Map.of("acme/main", List.of("[app 2/2] RUN make")));
    }

    @Test
    void partsThatAreNoRecordsCannotBeChosen() {
        assertThatThrownBy(() -> chosen("--filter=kind=mount"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("an export takes records")
                .hasMessageContaining("--mounts takes cache mounts");
    }
}
