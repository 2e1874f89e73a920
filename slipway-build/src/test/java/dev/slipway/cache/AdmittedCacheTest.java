// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.CacheIntake;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.Store;
import dev.slipway.text.SourceException;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.SigningKey;
import dev.slipway.trust.Trust;
import dev.slipway.trust.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmittedCacheTest {
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    private Path folder;

    private LocalCache cache() {
        return new LocalCache(new CachePlace.Local(folder.resolve("cache"), "latest", Optional.empty()), false);
    }

    private static Trust trust(boolean requireSigned) {
        return new Trust(Scopes.DEFAULT, List.of(), requireSigned, Optional.of(KEY));
    }

    @Test
    void aSignatureOfSomethingElseIsRefusedAndCounted() throws Exception {
        Entry<CachedRecord> sound = Caches.record("sound", Caches.NOW);
        Entry<CachedRecord> other = Caches.record("other", Caches.NOW);
        Optional<Claim> claim = sound.claim(Claim.Kind.RECORD);
        CacheDocument document = new CacheDocument(
                List.of(
                        new Entry<>(sound.value(), sound.payload(), claim.flatMap(trust(false)::seal), Caches.NOW),
                        new Entry<>(other.value(), other.payload(), claim.flatMap(trust(false)::seal), Caches.NOW),
                        Caches.record("unsigned", Caches.NOW)),
                List.of(),
                Map.of(),
                List.of());
        cache().publish(new Contribution(document, List.of(), Caches.NOW, Trust.open(Scopes.DEFAULT)));

        AdmittedCache admitted = AdmittedCache.read(cache(), trust(false));
        assertThat(admitted.document().records()).extracting(Entry::value).containsExactly(sound.value());
        assertThat(admitted.refusals().counts()).isEqualTo(Map.of(Verdict.WRONG_SIGNATURE, 1, Verdict.UNSIGNED, 1));
        assertThatThrownBy(() -> AdmittedCache.read(cache(), trust(true))).isInstanceOf(SourceException.class);
    }

    @Test
    void whereThereIsNoCacheIsAnError() {
        assertThatThrownBy(() -> AdmittedCache.read(cache(), Trust.open(Scopes.DEFAULT)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no cache");
    }

    @Test
    void aRecordWhoseLayerIsNotWhatItSaysIsLostAndTheStoreIsWhole() throws Exception {
        Caches.write(cache(), "a");
        try (Store store = Store.open(folder.resolve("store"))) {
            Progress progress = new Progress(ProgressSink.NONE, Clock.systemUTC());
            AdmittedCache admitted = AdmittedCache.read(cache(), Trust.open(Scopes.DEFAULT));
            CacheIntake.Taken taken = new CacheIntake(store, admitted, progress).take();

            assertThat(taken.records()).isZero();
            assertThat(taken.lost()).isEqualTo(1);
            assertThat(taken.broken()).containsOnlyKeys(Caches.diffId("a"));
            assertThat(store.check().run()).isEmpty();
        }
    }
}
