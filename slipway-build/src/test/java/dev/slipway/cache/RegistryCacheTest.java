// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import dev.slipway.oci.Platform;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.CredentialSource;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.RegistryConfig;
import dev.slipway.registry.Transfer;
import dev.slipway.testkit.FakeRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCacheTest {
    private final FakeRegistry registry = FakeRegistry.start();
    private final RegistryClient client = new RegistryClient(RegistryConfig.EMPTY, CredentialSource.ANONYMOUS);
    private final ImageReference reference = ImageReference.of(registry.address() + "/app:cache");

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    private RegistryCache cache() {
        return new RegistryCache(() -> client, RegistryCache.Place.of(reference));
    }

    private void push(MediaType type, byte[] config, List<Descriptor> layers) throws Exception {
        Descriptor described = Descriptor.of(type, config);
        client.pushBlob(reference, described, BlobSource.of(config), Optional.empty(), Transfer.UNWATCHED);
        ImageManifest manifest = ImageManifest.of(true, described, layers);
        client.pushManifest(reference, manifest.mediaType(), manifest.toBytes());
    }

    @Test
    void whatIsNotThereIsNoCacheYet() throws Exception {
        assertThat(cache().load()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,false"})
    void whatWasWrittenIsReadInEachForm(boolean oci, boolean imageManifest) throws Exception {
        RegistryCache cache = new RegistryCache(
                () -> client, new RegistryCache.Place(reference, oci, imageManifest, Optional.empty()));

        Caches.write(cache, "a");

        assertThat(cache.load()).contains(Caches.document("a"));
        assertThat(cache.openBlob(Caches.blob("a"), Transfer.UNWATCHED).readAllBytes())
                .isEqualTo(Caches.bytes("a"));
    }

    @Test
    void theManifestNamesAllBlobsSoThatTheRegistryKeepsThem() throws Exception {
        Caches.write(cache(), "a");
        Caches.write(cache(), "b");

        ImageManifest manifest = client.fetchManifest(reference).asManifest();

        assertThat(manifest.config().mediaType()).isEqualTo(CacheDocument.MEDIA_TYPE);
        assertThat(manifest.layers())
                .extracting(Descriptor::digest)
                .containsExactlyInAnyOrder(
                        Caches.blob("a").digest(), Caches.blob("b").digest());
    }

    @Test
    void writersOfOneReferenceLoseNothingOfEachOther() throws Exception {
        List<String> names = Caches.writeAtOnce(8, this::cache);

        assertThat(Caches.descriptions(cache()))
                .containsExactlyElementsOf(
                        names.stream().map(name -> "RUN " + name).toList());
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() throws Exception {
        Caches.write(cache(), "a");
        Optional<Descriptor> before = client.resolve(reference);
        int requests = registry.requests().size();

        Caches.write(cache(), "a");

        assertThat(client.resolve(reference)).isEqualTo(before);
        assertThat(registry.requests().subList(requests, registry.requests().size()))
                .noneMatch(request -> request.startsWith("PUT") || request.startsWith("POST"));
    }

    @Test
    void aCacheOfBuildKitIsSaidToBeOne() throws Exception {
        push(
                new MediaType("application/vnd.buildkit.cacheconfig.v0"),
                "{\"layers\":[],\"records\":[]}".getBytes(StandardCharsets.UTF_8),
                List.of());

        assertThatThrownBy(() -> cache().load())
                .isInstanceOf(MalformedCacheException.class)
                .hasMessageContaining("holds a cache of BuildKit");
    }

    @Test
    void aCacheOfBuildKitGivesWayToOneOfOurs() throws Exception {
        push(
                new MediaType("application/vnd.buildkit.cacheconfig.v0"),
                "{}".getBytes(StandardCharsets.UTF_8),
                List.of());

        Caches.write(cache(), "a");

        assertThat(Caches.descriptions(cache())).containsExactly("RUN a");
    }

    @Test
    void anImageThatCarriesACacheIsRead() throws Exception {
        ImageConfig plain = ImageConfig.empty(Platform.host()).withLayers(List.of(Caches.diffId("a")), List.of());
        ImageConfig carrying = InlineCache.with(plain, Caches.document("a"));
        push(MediaType.OCI_CONFIG, carrying.toBytes(), List.of(Caches.blob("a")));

        Optional<CacheDocument> found = cache().load();

        assertThat(found).contains(Caches.document("a"));
    }

    @Test
    void anImageThatCarriesBuildKitsCacheIsSaidTo() throws Exception {
        ImageConfig plain = ImageConfig.empty(Platform.host());
        ImageConfig carrying = new ImageConfig(
                plain.created(),
                plain.author(),
                plain.platform(),
                plain.config(),
                List.of(),
                List.of(),
                Map.of(InlineCache.OF_BUILDKIT, Json.of("e30=")));
        push(MediaType.OCI_CONFIG, carrying.toBytes(), List.of());

        assertThatThrownBy(() -> cache().load()).hasMessageContaining("holds a cache of BuildKit");
    }

    @Test
    void anyOtherImageIsNoCache() throws Exception {
        push(MediaType.OCI_CONFIG, ImageConfig.empty(Platform.host()).toBytes(), List.of());

        assertThatThrownBy(() -> cache().load())
                .isInstanceOf(MalformedCacheException.class)
                .hasMessageContaining("is no cache");
    }

    @Test
    void aDocumentThatIsSaidToBeTooLargeIsNotFetched() throws Exception {
        Descriptor huge = Descriptor.of(CacheDocument.MEDIA_TYPE, Digest.of("x"), 1L << 40);
        byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
        client.pushBlob(
                reference,
                Descriptor.of(CacheDocument.MEDIA_TYPE, bytes),
                BlobSource.of(bytes),
                Optional.empty(),
                Transfer.UNWATCHED);
        ImageManifest manifest = ImageManifest.of(true, huge, List.of());
        client.pushManifest(reference, manifest.mediaType(), manifest.toBytes());

        assertThatThrownBy(() -> cache().load()).hasMessageContaining("the limit is " + CacheDocument.MAX_BYTES);
    }
}
