// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.SigningKey;
import dev.slipway.trust.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContributionTest {
    private static CacheDocument of(List<Entry<CachedRecord>> records, String... layers) {
        Map<Digest, CachedLayer> all = new TreeMap<>();
        for (String layer : layers) {
            all.put(Caches.diffId(layer), new CachedLayer(Caches.blob(layer), Optional.empty()));
        }
        return new CacheDocument(records, List.of(), all, List.of());
    }

    private static List<String> names(CacheDocument document) {
        return document.records().stream()
                .map(entry -> entry.value().description())
                .sorted()
                .toList();
    }

    @Test
    void whatOthersWroteStays() {
        Merge ours = Caches.contribution(Caches.document("ours"), Caches.NOW);

        CacheDocument merged = ours.onto(Caches.document("theirs"));

        assertThat(names(merged)).containsExactly("RUN ours", "RUN theirs");
        assertThat(merged.layers()).containsOnlyKeys(Caches.diffId("ours"), Caches.diffId("theirs"));
        assertThat(merged.facts()).hasSize(2);
        assertThat(ours.isIn(merged)).isTrue();
        assertThat(ours.isIn(Caches.document("theirs"))).isFalse();
    }

    @Test
    void ofTwoRecordsOfOneKeyTheNewerCounts() {
        Instant later = Caches.NOW.plusSeconds(1);
        CacheDocument old = of(List.of(Caches.record("a", Caches.NOW, "old")), "old");
        CacheDocument fresh = of(List.of(Caches.record("a", later, "new")), "new");

        CacheDocument newOntoOld = Caches.contribution(fresh, later).onto(old);
        CacheDocument oldOntoNew = Caches.contribution(old, later).onto(fresh);

        assertThat(newOntoOld.records().getFirst().value().layers()).containsExactly(Caches.diffId("new"));
        assertThat(oldOntoNew.records().getFirst().value().layers()).containsExactly(Caches.diffId("new"));
        assertThat(newOntoOld.layers()).containsOnlyKeys(Caches.diffId("new"));
        assertThat(Caches.contribution(old, later).isIn(oldOntoNew)).isTrue();
    }

    @Test
    void whatNobodyExportsAnyMoreIsLeftOutAfterAMonth() {
        Instant later = Caches.NOW.plus(Contribution.KEPT).plus(Duration.ofDays(1));
        CacheDocument ours = of(List.of(Caches.record("ours", later).usedAt(later)));

        CacheDocument merged = Caches.contribution(ours, later).onto(Caches.document("theirs"));

        assertThat(names(merged)).containsExactly("RUN ours");
        assertThat(merged.layers()).isEmpty();
        assertThat(merged.facts()).isEmpty();
    }

    @Test
    void whatIsStillExportedIsNamedAnewBeforeItIsLeftOut() {
        Instant later = Caches.NOW.plus(Contribution.KEPT.dividedBy(2));
        CacheDocument there = Caches.document("a");
        CacheDocument again = of(List.of(there.records().getFirst().usedAt(later)), "a");

        assertThat(Caches.contribution(again, later).isIn(there)).isFalse();
        assertThat(Caches.contribution(again, Caches.NOW).isIn(there)).isTrue();
    }

    @Test
    void recordsWhoseLayersNobodyNamesAreLeftOut() {
        CacheDocument broken = of(List.of(Caches.record("broken", Caches.NOW, "nowhere")));

        CacheDocument merged =
                Caches.contribution(Caches.document("ours"), Caches.NOW).onto(broken);

        assertThat(names(merged)).containsExactly("RUN ours");
    }

    @Test
    void aDocumentStaysWithinItsLimitByLeavingOutWhatWasNotUsedForLongest() throws MalformedCacheException {
        List<Entry<CachedRecord>> many = new ArrayList<>();
        String long64 = "x".repeat(4000);
        for (int i = 0; i < 2000; i++) {
            many.add(Caches.record(i + long64, Caches.NOW).usedAt(Caches.NOW.minusSeconds(i)));
        }

        CacheDocument merged =
                Caches.contribution(CacheDocument.EMPTY, Caches.NOW).onto(of(many));

        byte[] bytes = merged.toBytes();
        assertThat(bytes).hasSizeLessThan(CacheDocument.MAX_BYTES);
        assertThat(CacheDocument.read(bytes, "cache").records()).hasSizeBetween(1000, 1999);
        assertThat(names(merged)).contains("RUN 0" + long64).doesNotContain("RUN 1999" + long64);
    }

    @Test
    void whatIsForgedInOurNameGivesWayHoweverNewItSaysItIs() {
        Trust trust = new Trust(Scopes.DEFAULT, List.of(), false, Optional.of(SigningKey.generate()));
        Entry<CachedRecord> own = sealed(Caches.record("a", Caches.NOW, "ours"), trust);
        CacheDocument forged = of(List.of(Caches.record("a", Caches.NOW.plusSeconds(9), "theirs")), "theirs");
        Contribution ours = new Contribution(of(List.of(own), "ours"), Caches.NOW, trust);

        CacheDocument merged = ours.onto(forged);

        assertThat(ours.isIn(forged)).isFalse();
        assertThat(merged.records()).containsExactly(own);
        assertThat(ours.isIn(merged)).isTrue();
    }

    private static Entry<CachedRecord> sealed(Entry<CachedRecord> entry, Trust trust) {
        Claim claim = entry.claim(Claim.Kind.RECORD).orElseThrow();
        return new Entry<>(entry.value(), entry.payload(), trust.seal(claim), entry.used());
    }
}
