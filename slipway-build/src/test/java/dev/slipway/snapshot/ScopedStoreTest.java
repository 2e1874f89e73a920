// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.Seal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store, several scopes. */
class ScopedStoreTest {
    private static final Digest KEY = Digest.of("key");
    private static final CacheScope MAIN = new CacheScope("acme/app/main");
    private static final CacheScope REQUEST = new CacheScope("acme/app/pr/7");
    private static final Scopes OF_MAIN = new Scopes(MAIN, List.of());
    private static final Scopes OF_REQUEST = new Scopes(REQUEST, List.of(MAIN));

    @TempDir
    private Path folder;

    private Store open(Scopes scopes) {
        return Store.open(folder, scopes);
    }

    @Test
    void aBranchReadsMainAndMainNeverABranch() {
        try (Store main = open(OF_MAIN);
                Store request = open(OF_REQUEST);
                Store none = open(Scopes.DEFAULT)) {
            main.save(record("of main"));
            assertThat(request.find(KEY)).contains(record("of main").in(MAIN));
            assertThat(none.find(KEY)).isEmpty();

            request.save(record("of the request"));
            assertThat(request.find(KEY)).contains(record("of the request").in(REQUEST));
            assertThat(main.find(KEY)).contains(record("of main").in(MAIN));

            none.save(record("of the default"));
            assertThat(main.find(KEY)).contains(record("of main").in(MAIN));
            assertThat(none.find(KEY)).contains(record("of the default"));
            assertThat(none.check().run()).isEmpty();
        }
    }

    @Test
    void whatABuildBringsInAsOfMainIsNotSeenByMain() {
        ActionRecord forged = new ActionRecord(
                MAIN,
                KEY,
                KEY,
                Chain.SCRATCH,
                Instant.EPOCH,
                "forged",
                Map.of(),
                Optional.of(new Seal("ed25519:x", "y")));
        try (Store main = open(OF_MAIN);
                Store request = open(OF_REQUEST)) {
            request.keep(forged);

            assertThat(request.find(KEY)).contains(forged);
            assertThat(main.find(KEY)).isEmpty();
        }
    }

    @Test
    void whatCameWithoutASignatureIsNotTakenForWhatWasMadeHere() {
        ActionRecord unsigned = record("of somebody").in(MAIN);
        try (Store main = open(OF_MAIN)) {
            main.keep(unsigned);
            assertThat(main.find(KEY).orElseThrow().seal()).contains(Seal.MISSING);

            main.save(record("of ours"));
            assertThat(main.find(KEY).orElseThrow().seal()).isEmpty();
        }
    }

    @Test
    void digestsOfContentAreOfAScopeAndOtherFactsOfAll() {
        try (Store main = open(OF_MAIN);
                Store request = open(OF_REQUEST)) {
            request.putFact("content", KEY, "forged");
            request.putFact("created", KEY, "2026-01-01");

            assertThat(main.fact("content", KEY)).isEmpty();
            assertThat(main.fact("created", KEY)).contains("2026-01-01");
            main.putFact("content", KEY, "main's");
            assertThat(request.fact("content", KEY)).contains("forged");
            assertThat(open(new Scopes(new CacheScope("acme/app/pr/8"), List.of(MAIN)))
                            .fact("content", KEY))
                    .contains("main's");
        }
    }

    @Test
    void scopesDoTheSameAtTheSameTime() throws Exception {
        try (Store main = open(OF_MAIN);
                Store request = open(OF_REQUEST);
                Lease _ = main.lockAction(KEY);
                Lease own = request.lockAction(KEY)) {
            assertThat(own).isNotNull();
        }
    }

    private static ActionRecord record(String description) {
        return new ActionRecord(KEY, KEY, Chain.SCRATCH, Instant.EPOCH, description, Map.of());
    }
}
