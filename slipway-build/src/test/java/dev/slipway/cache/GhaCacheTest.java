// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.testkit.FakeActionsCache;
import dev.slipway.text.Redacted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GhaCacheTest {
    private static final String VERSION = "v";

    private FakeActionsCache service;

    @BeforeEach
    void start() throws IOException {
        service = FakeActionsCache.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private GhaCache cache(String token) {
        Redacted redacted = new Redacted(token.getBytes(StandardCharsets.US_ASCII));
        return new GhaCache(new GhaAccess(service.url(), redacted, "s", VERSION, Duration.ofMinutes(1)));
    }

    private GhaCache cache() {
        return cache(FakeActionsCache.TOKEN);
    }

    @Test
    void whatIsNotThereIsNoCacheYet() throws Exception {
        assertThat(cache().load()).isEmpty();
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        Caches.write(cache(), "a");

        assertThat(cache().load()).contains(Caches.document("a"));
        assertThat(cache().openBlob(Caches.blob("a"), Transfer.UNWATCHED).readAllBytes())
                .isEqualTo(Caches.bytes("a"));
    }

    @Test
    void entriesAreNamedAsDescribed() throws Exception {
        Caches.write(cache(), "a");
        Caches.write(cache(), "b");

        String index = "slipway-index-s-1-" + GhaScopes.mark("refs/heads/topic") + "#";
        assertThat(service.keys())
                .contains(
                        index + 1,
                        index + 2,
                        "slipway-blob-1-" + Caches.blob("a").digest());
    }

    @Test
    void aBlobThatIsThereIsNotSentAgain() throws Exception {
        Caches.write(cache(), "a");
        int before = service.requests().size();

        Caches.write(cache(), "a");

        assertThat(service.requests().subList(before, service.requests().size()))
                .noneMatch(request -> request.startsWith("PUT") || request.contains("CreateCacheEntry"));
    }

    @Test
    void writersOfOneScopeLoseNothingOfEachOther() throws Exception {
        List<String> names = Caches.writeAtOnce(8, this::cache);

        assertThat(Caches.descriptions(cache()))
                .containsExactlyElementsOf(
                        names.stream().map(name -> "RUN " + name).toList());
    }

    @Test
    void whatMayPassIsTriedAgain() throws Exception {
        service.fail(429, 503, 500);

        Caches.write(cache(), "a");
        service.fail(502, 504);

        assertThat(Caches.descriptions(cache())).containsExactly("RUN a");
    }

    @Test
    void aRefusalIsToldAtOnceAndWithoutTheToken() {
        assertThatThrownBy(() -> cache("a.b.c").load())
                .hasMessageContaining("answered 401")
                .message()
                .doesNotContain("a.b.c");
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void anAddressThatExpiredIsAskedForAnew() throws Exception {
        Caches.write(cache(), "a");
        service.expireAddresses();

        assertThat(cache().openBlob(Caches.blob("a"), Transfer.UNWATCHED).readAllBytes())
                .isEqualTo(Caches.bytes("a"));
    }

    @Test
    void aLargeBlobGoesInBlocksAndComesThroughABreak() throws Exception {
        byte[] large = new byte[70 << 20];
        new Random(1).nextBytes(large);
        Descriptor blob = Descriptor.of(MediaType.OCI_LAYER, large);

        AtomicInteger opened = new AtomicInteger();
        BlobSource source = () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(large);
        };

        cache().putBlob(blob, source, Transfer.UNWATCHED);
        // to open it may be to fetch it
        assertThat(opened).hasValue(1);
        service.breakDownloads(10 << 20);

        assertThat(cache().openBlob(blob, Transfer.UNWATCHED).readAllBytes()).isEqualTo(large);
        assertThat(service.requests().stream().filter(request -> request.startsWith("PUT")))
                .hasSize(4);
    }

    @Test
    void aBlockThatIsSentAgainIsReadAnew() throws Exception {
        byte[] large = new byte[40 << 20];
        new Random(2).nextBytes(large);
        Descriptor blob = Descriptor.of(MediaType.OCI_LAYER, large);
        AtomicInteger opened = new AtomicInteger();

        cache().putBlob(
                        blob,
                        () -> {
                            if (opened.incrementAndGet() == 1) {
                                service.fail(503);
                            }
                            return new ByteArrayInputStream(large);
                        },
                        Transfer.UNWATCHED);

        assertThat(opened).hasValueGreaterThan(1);
        assertThat(cache().openBlob(blob, Transfer.UNWATCHED).readAllBytes()).isEqualTo(large);
    }

    @Test
    void aTokenThatIsNoneHasOneScope() {
        GhaScopes scopes = GhaScopes.of(new Redacted("nonsense".getBytes(StandardCharsets.US_ASCII)));

        assertThat(scopes).isEqualTo(new GhaScopes(List.of(""), ""));
    }

    @Test
    void aTokenTellsTheBranchesThatAreReadAndTheOneThatIsWritten() {
        GhaScopes scopes = GhaScopes.of(new Redacted(FakeActionsCache.TOKEN.getBytes(StandardCharsets.US_ASCII)));

        assertThat(scopes).isEqualTo(new GhaScopes(List.of("refs/heads/topic", "refs/heads/main"), "refs/heads/topic"));
    }
}
