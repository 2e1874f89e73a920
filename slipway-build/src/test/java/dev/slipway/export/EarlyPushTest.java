// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import dev.slipway.registry.Backoff;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.CredentialSource;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.RegistryConfig;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.BlobWriter;
import dev.slipway.snapshot.Store;
import dev.slipway.testkit.FakeRegistry;
import dev.slipway.testkit.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyPushTest {
    private static final Backoff QUICK =
            new Backoff(2, Duration.ofMillis(2), Duration.ofMillis(50), Duration.ofSeconds(20));
    private static final int PIECE = 1 << 20;
    private static final int LARGE = (int) FollowedPack.LARGE + 4 * PIECE + 1;
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final FakeRegistry registry = FakeRegistry.start();
    private final RegistryClient client = new RegistryClient(RegistryConfig.EMPTY, CredentialSource.ANONYMOUS, QUICK);
    private final ImageReference app = ImageReference.of(registry.address() + "/app");
    private final byte[] bytes = new byte[LARGE];
    private final Descriptor blob;
    private Store store;

    EarlyPushTest() {
        new Random(7).nextBytes(bytes);
        blob = Descriptor.of(MediaType.OCI_LAYER, bytes);
    }

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("store"));
    }

    @AfterEach
    void stop() {
        store.close();
        client.close();
        registry.close();
    }

    private static OutputSpec push(ImageReference... names) {
        return new OutputSpec.Registry(attributes(names), false, false);
    }

    private static ImageAttributes attributes(ImageReference... names) {
        return new ImageAttributes(
                List.of(names), Compression.GZIP, OptionalInt.empty(), false, true, false, List.of());
    }

    private EarlyPush early(OutputSpec... outputs) {
        return EarlyPush.of(List.of(outputs), () -> client);
    }

    private void pack(EarlyPush early, int size, Runnable within) {
        try (BlobWriter writer = store.blobs().write("layer 1");
                FollowedPack pack = new FollowedPack(writer, early)) {
            for (int at = 0; at < size; at += PIECE) {
                pack.write(bytes, at, Math.min(PIECE, size - at));
            }
            within.run();
            pack.done(writer.commit());
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("it did not happen; requests so far are in the registry's list");
            }
            Thread.onSpinWait();
        }
    }

    private boolean asked(String start) {
        return registry.requests().stream().anyMatch(request -> request.startsWith(start));
    }

    private boolean hasBlob() {
        return registry.blob("app", blob.digest()).isPresent();
    }

    @Test
    void largeBlobIsSentWhileItIsPackedAndNamedOnlyByThePublication() throws InterruptedException {
        try (EarlyPush early = early(push(app))) {
            pack(early, LARGE, () -> await(() -> asked("PATCH")));
            assertThat(asked("PUT")).isFalse();
            assertThat(hasBlob()).isFalse();

            assertThat(early.finish(app, blob, Transfer.UNWATCHED)).isTrue();

            assertThat(registry.blob("app", blob.digest())).contains(bytes);
            assertThat(registry.unfinished()).isZero();
        }
        assertThat(asked("DELETE")).isFalse();
    }

    @Test
    void smallBlobCostsNoRequest() throws InterruptedException {
        try (EarlyPush early = EarlyPush.of(List.of(push(app)), () -> {
            throw new IllegalStateException("nobody is to be asked");
        })) {
            pack(early, (int) FollowedPack.LARGE - 1, () -> {});

            Digest small = Digest.of(Arrays.copyOf(bytes, (int) FollowedPack.LARGE - 1));
            assertThat(early.finish(
                            app, Descriptor.of(MediaType.OCI_LAYER, small, FollowedPack.LARGE - 1), Transfer.UNWATCHED))
                    .isFalse();
        }
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void whatIsNotPublishedIsTakenBack() {
        try (EarlyPush early = early(push(app))) {
            pack(early, LARGE, () -> await(() -> registry.unfinished() == 1));
        }

        assertThat(registry.unfinished()).isZero();
        assertThat(asked("PUT")).isFalse();
        assertThat(hasBlob()).isFalse();
    }

    @Test
    void packThatFailsIsTakenBack() {
        try (EarlyPush early = early(push(app));
                BlobWriter writer = store.blobs().write("layer 1");
                FollowedPack pack = new FollowedPack(writer, early)) {
            pack.write(bytes, 0, LARGE);
            await(() -> registry.unfinished() == 1);
        }

        assertThat(registry.unfinished()).isZero();
    }

    @Test
    void interruptedBuildTakesBackToo() {
        EarlyPush early = early(push(app));
        pack(early, LARGE, () -> await(() -> registry.unfinished() == 1));

        Thread.currentThread().interrupt();
        early.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(registry.unfinished()).isZero();
    }

    @Test
    void blobThatIsThereByNowIsNotPublishedAgain() throws InterruptedException {
        try (EarlyPush early = early(push(app))) {
            pack(early, LARGE, () -> {});
            registry.blob("app", bytes);

            assertThat(early.finish(app, blob, Transfer.UNWATCHED)).isFalse();
        }
        assertThat(asked("PUT")).isFalse();
        assertThat(registry.unfinished()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "PUT"})
    void refusalLeavesTheBlobToTheOrdinaryPush(String method) throws IOException, InterruptedException {
        registry.script(new Fault.Refuses(method, "/uploads/", 1, 503, Optional.of("3600")));
        try (EarlyPush early = early(push(app))) {
            pack(early, LARGE, () -> {});

            assertThat(early.finish(app, blob, Transfer.UNWATCHED)).isFalse();
            client.pushBlob(app, blob, BlobSource.of(bytes), Optional.empty(), Transfer.UNWATCHED);
        }
        assertThat(hasBlob()).isTrue();
        assertThat(registry.unfinished()).isZero();
    }

    @Test
    void nobodyWaitsForARegistryThatSaysNothing() {
        registry.script(new Fault.Dawdles("POST", "/uploads/", 1, LONG));
        long start = System.nanoTime();

        try (EarlyPush early = early(push(app))) {
            pack(early, LARGE, () -> {});
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(3));
    }

    @Test
    void onlyFourAreSentAtOnce() {
        registry.script(new Fault.Dawdles("POST", "/uploads/", 9, LONG));
        try (EarlyPush early = early(push(app))) {
            for (int i = 0; i < 6; i++) {
                bytes[0]++;
                pack(early, LARGE, () -> {});
            }
            await(() -> registry.requests().size() == 4);
        }
        assertThat(registry.requests().stream().filter(request -> request.startsWith("POST")))
                .hasSize(4);
    }

    @Test
    void onlyOneRepositoryAndNothingBesideIt() {
        ImageReference other = ImageReference.of(registry.address() + "/other");
        OutputSpec stored = new OutputSpec.Image(attributes(app), false, false, false, true, true);

        assertThat(early()).isSameAs(EarlyPush.NONE);
        assertThat(early(push(app, other))).isSameAs(EarlyPush.NONE);
        assertThat(early(push(app), push(other))).isSameAs(EarlyPush.NONE);
        assertThat(early(push(app), stored)).isSameAs(EarlyPush.NONE);
        assertThat(early(stored)).isSameAs(EarlyPush.NONE);
        assertThat(early(push(app), new OutputSpec.CacheOnly(), push(ImageReference.of(registry.address() + "/app:2"))))
                .isNotSameAs(EarlyPush.NONE);
    }
}
