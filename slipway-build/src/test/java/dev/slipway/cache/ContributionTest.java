// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.mounts.MountList;
import dev.slipway.mounts.Pack;
import dev.slipway.oci.Descriptor;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.Seal;
import dev.slipway.trust.SigningKey;
import dev.slipway.trust.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContributionTest {
    private static final Trust OPEN = Trust.open(Scopes.DEFAULT);

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
        Merge ours = new Contribution(Caches.document("ours"), List.of(), Caches.NOW, OPEN);

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

        CacheDocument newOntoOld = new Contribution(fresh, List.of(), later, OPEN).onto(old);
        CacheDocument oldOntoNew = new Contribution(old, List.of(), later, OPEN).onto(fresh);

        assertThat(newOntoOld.records().getFirst().value().layers()).containsExactly(Caches.diffId("new"));
        assertThat(oldOntoNew.records().getFirst().value().layers()).containsExactly(Caches.diffId("new"));
        assertThat(newOntoOld.layers()).containsOnlyKeys(Caches.diffId("new"));
        assertThat(new Contribution(old, List.of(), later, OPEN).isIn(oldOntoNew))
                .isTrue();
    }

    @Test
    void whatNobodyExportsAnyMoreIsLeftOutAfterAMonth() {
        Instant later = Caches.NOW.plus(Contribution.KEPT).plus(Duration.ofDays(1));
        CacheDocument ours = of(List.of(Caches.record("ours", later).usedAt(later)));

        CacheDocument merged = new Contribution(ours, List.of(), later, OPEN).onto(Caches.document("theirs"));

        assertThat(names(merged)).containsExactly("RUN ours");
        assertThat(merged.layers()).isEmpty();
        assertThat(merged.facts()).isEmpty();
    }

    @Test
    void whatIsStillExportedIsNamedAnewBeforeItIsLeftOut() {
        Instant later = Caches.NOW.plus(Contribution.KEPT.dividedBy(2));
        CacheDocument there = Caches.document("a");
        CacheDocument again = of(List.of(there.records().getFirst().usedAt(later)), "a");

        assertThat(new Contribution(again, List.of(), later, OPEN).isIn(there)).isFalse();
        assertThat(new Contribution(again, List.of(), Caches.NOW, OPEN).isIn(there))
                .isTrue();
    }

    @Test
    void recordsWhoseLayersNobodyNamesAreLeftOut() {
        CacheDocument broken = of(List.of(Caches.record("broken", Caches.NOW, "nowhere")));

        CacheDocument merged = new Contribution(Caches.document("ours"), List.of(), Caches.NOW, OPEN).onto(broken);

        assertThat(names(merged)).containsExactly("RUN ours");
    }

    @Test
    void aDocumentStaysWithinItsLimitByLeavingOutWhatWasNotUsedForLongest() throws MalformedCacheException {
        List<Entry<CachedRecord>> many = new ArrayList<>();
        String long64 = "x".repeat(4000);
        for (int i = 0; i < 2000; i++) {
            many.add(Caches.record(i + long64, Caches.NOW).usedAt(Caches.NOW.minusSeconds(i)));
        }

        CacheDocument merged = new Contribution(CacheDocument.EMPTY, List.of(), Caches.NOW, OPEN).onto(of(many));

        byte[] bytes = merged.toBytes();
        assertThat(bytes).hasSizeLessThan(CacheDocument.MAX_BYTES);
        assertThat(CacheDocument.read(bytes, "cache").records()).hasSizeBetween(1000, 1999);
        assertThat(names(merged)).contains("RUN 0" + long64).doesNotContain("RUN 1999" + long64);
    }

    private static void assertIsRead(CacheDocument document) throws MalformedCacheException {
        assertThat(CacheDocument.read(document.toBytes(), "cache")).isEqualTo(document);
    }

    @Test
    void lettersOfSeveralBytesCountAsSuch() throws MalformedCacheException {
        List<Entry<CachedRecord>> many = new ArrayList<>();
        for (int i = 0; i < 1300; i++) {
            many.add(Caches.record(i + "\u65e5".repeat(4000), Caches.NOW));
        }

        CacheDocument merged = new Contribution(CacheDocument.EMPTY, List.of(), Caches.NOW, OPEN).onto(of(many));

        assertIsRead(merged);
        assertThat(merged.records()).hasSizeBetween(500, 800);
    }

    @Test
    void layersCountToo() throws MalformedCacheException {
        List<Entry<CachedRecord>> many = new ArrayList<>();
        List<String> layers = new ArrayList<>();
        for (int i = 0; i < 9000; i++) {
            layers.add("layer" + i);
            many.add(Caches.record(i + "x".repeat(200), Caches.NOW, "layer" + i));
        }

        CacheDocument merged = new Contribution(CacheDocument.EMPTY, List.of(), Caches.NOW, OPEN)
                .onto(of(many, layers.toArray(String[]::new)));

        assertIsRead(merged);
        assertThat(merged.records()).hasSizeGreaterThan(5000);
        assertThat(merged.layers()).hasSameSizeAs(merged.records());
    }

    @Test
    void mountsOfOthersGoBeforeADocumentGetsTooLarge() throws MalformedCacheException {
        List<Entry<CachedMount>> mounts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            mounts.add(mount("mount" + i, 4000).usedAt(Caches.NOW.minusSeconds(i)));
        }
        CacheDocument there = new CacheDocument(List.of(), List.of(), Map.of(), mounts);

        CacheDocument merged = new Contribution(Caches.document("ours"), List.of(), Caches.NOW, OPEN).onto(there);

        assertIsRead(merged);
        assertThat(names(merged)).containsExactly("RUN ours");
        assertThat(merged.mounts()).containsExactlyElementsOf(mounts.subList(0, 2));
    }

    private static Entry<CachedMount> mount(String id, int packs) {
        List<Descriptor> all = new ArrayList<>();
        for (int i = 0; i < packs; i++) {
            all.add(Descriptor.of(Pack.MEDIA_TYPE, Digest.of(id + i), 1 << 24));
        }
        CachedMount mount = new CachedMount(
                CacheScope.DEFAULT, id, Caches.NOW, Descriptor.of(MountList.MEDIA_TYPE, Digest.of(id), 1000), all);
        return new Entry<>(mount, mount.toJson(), Optional.empty(), Caches.NOW);
    }

    @Test
    void whatIsTooMuchTakesNothingElseAlong() {
        CacheDocument small = Caches.document("small");
        List<Entry<CachedRecord>> records = new ArrayList<>(small.records());
        records.add(Caches.record("x".repeat(CacheDocument.MAX_BYTES), Caches.NOW.plusSeconds(1)));
        CacheDocument there = new CacheDocument(records, small.facts(), small.layers(), List.of());

        CacheDocument merged = new Contribution(CacheDocument.EMPTY, List.of(), Caches.NOW, OPEN).onto(there);

        assertThat(merged).isEqualTo(small);
    }

    @Test
    void aBuildWithMoreThanFitsFindsItsOwnAfterWriting() {
        List<Entry<CachedRecord>> many = new ArrayList<>();
        List<Entry<CachedRecord>> theirs = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            many.add(Caches.record("ours" + i + "x".repeat(4000), Caches.NOW));
            theirs.add(Caches.record("theirs" + i + "x".repeat(4000), Caches.NOW));
        }
        Contribution contribution = new Contribution(of(many), List.of(), Caches.NOW, OPEN);

        CacheDocument merged = contribution.onto(of(theirs));

        assertThat(contribution.isIn(merged)).isTrue();
        assertThat(merged.toBytes()).hasSizeLessThan(CacheDocument.MAX_BYTES);
    }

    @Test
    void whatNobodyCouldReadIsNotWritten() {
        Entry<CachedMount> nameless = mount("", 1);
        CacheDocument document = new CacheDocument(List.of(), List.of(), Map.of(), List.of(nameless));

        assertThatThrownBy(() -> document.toReadableBytes("cache"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not written, as nobody could read it: cache: mounts[0]");
    }

    @Test
    void whatSomebodyPutInPlaceOfOursDoesNotStay() {
        Trust trust = new Trust(Scopes.DEFAULT, List.of(), false, Optional.of(SigningKey.generate()));
        Instant future = Caches.NOW.plus(Duration.ofDays(1000));
        CacheDocument ours = of(List.of(sealed(Caches.record("a", Caches.NOW, "ours"), trust)), "ours");
        CacheDocument forged = of(List.of(Caches.record("a", future, "forged").usedAt(future)), "forged");
        Contribution contribution = new Contribution(ours, List.of(), Caches.NOW, trust);

        assertThat(contribution.isIn(forged)).isFalse();
        CacheDocument merged = contribution.onto(forged);

        assertThat(merged.records()).isEqualTo(ours.records());
        assertThat(merged.layers()).containsOnlyKeys(Caches.diffId("ours"));
        assertThat(contribution.isIn(merged)).isTrue();
    }

    @Test
    void aSignatureOfSomethingElseDoesNotKeepAForgedRecordThere() {
        Trust trust = new Trust(Scopes.DEFAULT, List.of(), false, Optional.of(SigningKey.generate()));
        Entry<CachedRecord> genuine = sealed(Caches.record("a", Caches.NOW, "ours"), trust);
        Entry<CachedRecord> changed = Caches.record("a", Caches.NOW.plusSeconds(1), "forged");
        Entry<CachedRecord> forged = new Entry<>(changed.value(), changed.payload(), genuine.seal(), changed.used());
        Contribution contribution = new Contribution(of(List.of(genuine), "ours"), List.of(), Caches.NOW, trust);

        CacheDocument merged = contribution.onto(of(List.of(forged), "forged"));

        assertThat(contribution.isIn(of(List.of(forged), "forged"))).isFalse();
        assertThat(merged.records()).containsExactly(genuine);
    }

    @Test
    void recordsOfScopesThatAreNotReadStayWhoeverSignedThem() {
        Trust trust = new Trust(
                new Scopes(new CacheScope("main"), List.of()), List.of(), false, Optional.of(SigningKey.generate()));

        CacheDocument merged =
                new Contribution(CacheDocument.EMPTY, List.of(), Caches.NOW, trust).onto(Caches.document("theirs"));

        assertThat(merged).isEqualTo(Caches.document("theirs"));
    }

    @Test
    void nothingIsKeptLongerForComingFromTheFuture() {
        CacheDocument there = of(List.of(Caches.record("a", Caches.NOW).usedAt(Instant.parse("2999-01-01T00:00:00Z"))));

        CacheDocument merged = new Contribution(CacheDocument.EMPTY, List.of(), Caches.NOW, OPEN).onto(there);

        assertThat(merged.records().getFirst().used()).isEqualTo(Caches.NOW);
    }

    private static Entry<CachedRecord> sealed(Entry<CachedRecord> entry, Trust trust) {
        Optional<Seal> seal = entry.claim(Claim.Kind.RECORD).flatMap(trust::seal);
        return new Entry<>(entry.value(), entry.payload(), seal, entry.used());
    }
}
