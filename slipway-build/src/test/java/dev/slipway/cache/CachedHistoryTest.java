// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.explain.Archive;
import dev.slipway.explain.CommonName;
import dev.slipway.oci.Descriptor;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.SigningKey;
import dev.slipway.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachedHistoryTest {
    private static final CacheScope MAIN = new CacheScope("app/main");
    private static final CacheScope BRANCH = new CacheScope("app/branch");
    private static final Scopes OF_MAIN = new Scopes(MAIN, List.of());
    private static final Scopes OF_BRANCH = new Scopes(BRANCH, List.of(MAIN));
    private static final CommonName APP = CommonName.ofTarget("", "app", List.of("app"));
    private static final Instant LATER = Caches.NOW.plusSeconds(60);

    private static Entry<CachedHistory> history(CacheScope scope, CommonName name, Instant at, String archive) {
        CachedHistory history =
                new CachedHistory(scope, name, at, Descriptor.of(CachedHistory.MEDIA_TYPE, Caches.bytes(archive)));
        return new Entry<>(history, history.toJson(), Optional.empty(), at);
    }

    private static CacheDocument of(Entry<CachedHistory> history) {
        return CacheDocument.EMPTY.with(List.of(history));
    }

    private static CacheDocument of(Entry<CachedHistory> one, Entry<CachedHistory> other) {
        return CacheDocument.EMPTY.with(List.of(one, other));
    }

    private static Entry<CachedHistory> sealed(Entry<CachedHistory> entry, Trust trust) {
        return new Entry<>(
                entry.value(), entry.payload(), entry.claim(Claim.Kind.HISTORY).flatMap(trust::seal), entry.used());
    }

    /** The archive that a build with these caches is compared with. */
    private static Optional<Digest> found(Trust trust, CommonName name, CacheDocument... caches) throws Exception {
        List<CacheBackend> sources = new ArrayList<>();
        for (CacheDocument cache : caches) {
            sources.add(new WithoutBlobs(cache));
        }
        Progress progress = new Progress(ProgressSink.NONE, Clock.systemUTC());
        CacheImports imports = new CacheImports(sources, () -> trust, progress);
        assertThat(imports.history(name)).as("before a cache was read").isEmpty();
        assertThat(imports.record(Digest.of("any"))).isEmpty();
        return imports.history(name).map(one -> one.history().archive().digest());
    }

    /** A cache of which a document alone is left. */
    private record WithoutBlobs(CacheDocument document) implements CacheBackend {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Optional<CacheDocument> load() {
            return Optional.of(document);
        }

        @Override
        public void publish(Merge merge) {
            throw new IllegalStateException();
        }

        @Override
        public boolean hasBlob(Descriptor blob) {
            return false;
        }

        @Override
        public void putBlob(Descriptor blob, BlobSource source, Transfer progress) {
            throw new IllegalStateException();
        }

        @Override
        public InputStream openBlob(Descriptor blob, Transfer progress) throws IOException {
            throw new IOException("it is missing");
        }
    }

    private static Optional<Digest> archive(String name) {
        return Optional.of(
                Descriptor.of(CachedHistory.MEDIA_TYPE, Caches.bytes(name)).digest());
    }

    @Test
    void whatWasWrittenIsReadAndItsArchiveIsABlobOfTheCache() throws Exception {
        CacheDocument document = of(history(MAIN, APP, Caches.NOW, "a"));

        assertThat(CacheDocument.read(document.toBytes(), "c")).isEqualTo(document);
        assertThat(document.blobs())
                .containsExactly(document.histories().getFirst().value().archive());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "size":7        | "size":-1
                    "size":7        | "size":99999999999
                    "archive"       | "lost"
                    "scope":"app/main" | "scope":".."
                    "thing":"sha256: | "thing":"md5:
                    "at":"2026      | "at":"x
                    "payload"       | "load"
                    """)
    void aHostileEntryIsPassedOverAndTheRestIsRead(String sound, String hostile) throws Exception {
        CacheDocument document = Caches.document("x").with(List.of(history(MAIN, APP, Caches.NOW, "a")));
        String text = new String(document.toBytes(), StandardCharsets.UTF_8);
        int from = text.indexOf("\"histories\"");
        assertThat(text.substring(from)).contains(sound);
        String changed = text.substring(0, from) + text.substring(from).replace(sound, hostile);

        CacheDocument read = CacheDocument.read(changed.getBytes(StandardCharsets.UTF_8), "c");

        assertThat(read.histories()).isEmpty();
        assertThat(read.records()).hasSize(1);
    }

    @Test
    void ofTwoWritersTheNewerBuildCounts() {
        Trust trust = Trust.open(OF_MAIN);
        CacheDocument old = of(history(MAIN, APP, Caches.NOW, "old"));
        CacheDocument fresh = of(history(MAIN, APP, LATER, "new"));

        CacheDocument newOntoOld = new Contribution(fresh, List.of(), LATER, trust).onto(old);
        CacheDocument oldOntoNew = new Contribution(old, List.of(), LATER, trust).onto(fresh);

        assertThat(newOntoOld.histories()).isEqualTo(fresh.histories());
        assertThat(oldOntoNew.histories().getFirst().value())
                .isEqualTo(fresh.histories().getFirst().value());
        assertThat(new Contribution(old, List.of(), LATER, trust).isIn(oldOntoNew))
                .isTrue();
        assertThat(new Contribution(fresh, List.of(), LATER, trust).isIn(old)).isFalse();
    }

    @Test
    void aBuildOfTomorrowDoesNotStandThereForEver() {
        CacheDocument there = of(history(MAIN, APP, LATER.plusSeconds(1), "other"));
        CacheDocument ours = of(history(MAIN, APP, Caches.NOW, "new"));

        CacheDocument merged = new Contribution(ours, List.of(), LATER, Trust.open(OF_MAIN)).onto(there);

        assertThat(merged.histories()).isEqualTo(ours.histories());
    }

    @Test
    void whatIsBuiltStillKeepsItsHistoryThoughNothingRan() {
        Instant late = Caches.NOW.plus(Contribution.KEPT).minus(Duration.ofDays(1));
        CacheDocument there = of(history(MAIN, APP, Caches.NOW, "old"));
        Contribution nothing = new Contribution(CacheDocument.EMPTY, List.of(), late, Trust.open(OF_MAIN));

        assertThat(nothing.naming(Set.of(APP))
                        .onto(there)
                        .histories()
                        .getFirst()
                        .used())
                .isEqualTo(late);
        assertThat(nothing.onto(there).histories().getFirst().used()).isEqualTo(Caches.NOW);
    }

    @Test
    void theLimitLeavesOutTheOldest() {
        List<Entry<CachedHistory>> many = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            many.add(history(MAIN, CommonName.ofTarget("", "t" + i, List.of()), Caches.NOW.minusSeconds(i), "a"));
        }

        CacheDocument merged = new Contribution(CacheDocument.EMPTY, List.of(), Caches.NOW, Trust.open(OF_MAIN))
                .onto(CacheDocument.EMPTY.with(many));

        assertThat(merged.histories()).isEqualTo(many.subList(0, 1_000));
    }

    @Test
    void aBranchWithoutHistoryComparesWithMain() throws Exception {
        CacheDocument cache = of(history(MAIN, APP, LATER, "old"));

        assertThat(found(Trust.open(OF_BRANCH), APP, cache)).isEqualTo(archive("old"));
        assertThat(found(Trust.open(new Scopes(BRANCH, List.of())), APP, cache)).isEmpty();
    }

    @Test
    void theOwnScopeComesFirstThoughMainIsNewer() throws Exception {
        CacheDocument cache = of(history(MAIN, APP, LATER, "new"), history(BRANCH, APP, Caches.NOW, "old"));

        assertThat(found(Trust.open(OF_BRANCH), APP, cache)).isEqualTo(archive("old"));
    }

    @Test
    void theSameImageIsNearerThanANewerBuildOfTheSameThing() throws Exception {
        CommonName other = CommonName.ofTarget("", "app", List.of("other"));
        CommonName third = CommonName.ofTarget("", "app", List.of("third"));
        CacheDocument cache = of(history(MAIN, APP, Caches.NOW, "old"));
        CacheDocument second = of(history(MAIN, other, LATER, "new"));

        assertThat(found(Trust.open(OF_MAIN), APP, cache, second)).isEqualTo(archive("old"));
        assertThat(found(Trust.open(OF_MAIN), third, cache, second)).isEqualTo(archive("new"));
    }

    @Test
    void whoeverHasNoKeyExplainsNothing() throws Exception {
        Trust trust = new Trust(OF_MAIN, List.of(), false, Optional.of(SigningKey.generate()));
        Entry<CachedHistory> genuine = sealed(history(MAIN, APP, Caches.NOW, "old"), trust);
        Entry<CachedHistory> forged = history(MAIN, APP, LATER, "new");
        Entry<CachedHistory> copied = new Entry<>(forged.value(), forged.payload(), genuine.seal(), LATER);

        assertThat(found(trust, APP, of(forged), of(copied), of(genuine))).isEqualTo(archive("old"));
        CacheDocument merged = new Contribution(of(genuine), List.of(), LATER, trust).onto(of(copied));
        assertThat(merged.histories()).containsExactly(genuine);
        assertThat(new Contribution(of(genuine), List.of(), LATER, trust).isIn(of(copied)))
                .isFalse();
    }

    @Test
    void anUnsignedHistoryIsNoErrorThoughSignaturesAreRequired() throws Exception {
        Trust trust = new Trust(OF_MAIN, List.of(), true, Optional.of(SigningKey.generate()));

        assertThat(found(trust, APP, of(history(MAIN, APP, Caches.NOW, "new")))).isEmpty();
    }

    @Test
    void anArchiveThatIsMissingExplainsNothing() throws Exception {
        Progress progress = new Progress(ProgressSink.NONE, Clock.systemUTC());
        CacheBackend broken = new WithoutBlobs(of(history(MAIN, APP, Caches.NOW, "old")));
        CacheImports imports = new CacheImports(List.of(broken), () -> Trust.open(OF_MAIN), progress);
        assertThat(imports.record(Digest.of("any"))).isEmpty();

        assertThat(imports.history(APP)).isPresent();
        assertThat(new CachedHistories(imports).find(APP)).isEqualTo(Archive.EMPTY);
        assertThat(new CachedHistories(imports).inputs(Digest.of("any"))).isEqualTo(Map.of());
    }
}
