// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.text.RegistryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFinderTest {
    private static final ImageReference NAME = ImageReference.of("arm");

    @TempDir
    Path folder;

    private static ImageFinder finder(Store store) {
        Progress progress = new Progress(ProgressSink.NONE, Clock.systemUTC());
        return new ImageFinder(
                store,
                () -> {
                    throw new RegistryException("nothing answers", 0);
                },
                progress,
                false);
    }

    private static void put(Store store) {
        String config =
                "{\"architecture\":\"arm64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";
        Digest digest = store.blobs().put(config.getBytes(StandardCharsets.UTF_8));
        store.images()
                .put(new StoredImage(
                        NAME.toString(),
                        digest,
                        Json.object().build(),
                        digest,
                        Optional.of(Chain.SCRATCH),
                        Instant.EPOCH));
    }

    @Test
    void anImageOfTheStoreForAnotherPlatformIsToldWhenTheRegistryFails() {
        try (Store store = Store.open(folder)) {
            put(store);
            ImageFinder finder = finder(store);

            assertThat(finder.stored(NAME)).contains(new Platform("linux", "arm64"));
            assertThat(finder.find(NAME, new Platform("linux", "arm64")).reference())
                    .isEqualTo(NAME);
            assertThatThrownBy(() -> finder.find(NAME, new Platform("linux", "amd64")))
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("nothing answers; the store has arm:latest for linux/arm64, not for linux/amd64");
        }
    }

    @Test
    void aNameThatTheStoreLacksIsTheRegistrysAlone() {
        try (Store store = Store.open(folder)) {
            assertThat(finder(store).stored(NAME)).isEmpty();
            assertThatThrownBy(() -> finder(store).find(NAME, Platform.host())).hasMessage("nothing answers");
        }
    }
}
