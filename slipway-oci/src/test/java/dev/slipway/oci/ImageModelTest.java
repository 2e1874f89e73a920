// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageModelTest {
    private static final String DIGEST = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox:latest, busybox:latest",
        "busybox:1.36, docker.io/library/busybox:1.36, busybox:1.36",
        "me/app, docker.io/me/app:latest, me/app:latest",
        "docker.io/busybox, docker.io/library/busybox:latest, busybox:latest",
        "index.docker.io/library/a, docker.io/library/a:latest, a:latest",
        "library/a/b, docker.io/library/a/b:latest, library/a/b:latest",
        "localhost/a, localhost/a:latest, localhost/a:latest",
        "localhost:5000/a/b:v1, localhost:5000/a/b:v1, localhost:5000/a/b:v1",
        "host.example/a__b-c--d.e:V_1.0-x, host.example/a__b-c--d.e:V_1.0-x, host.example/a__b-c--d.e:V_1.0-x",
        "Upper/a, Upper/a:latest, Upper/a:latest",
        "'[::1]:5000/a', '[::1]:5000/a:latest', '[::1]:5000/a:latest'",
        "a@" + DIGEST + ", docker.io/library/a@" + DIGEST + ", a@" + DIGEST,
        "a:v1@" + DIGEST + ", docker.io/library/a:v1@" + DIGEST + ", a:v1@" + DIGEST
    })
    void referencesAreNormalisedAsDockerDoes(String text, String whole, String familiar) throws OciSyntaxException {
        ImageReference image = ImageReference.parse(text);

        assertThat(image).hasToString(whole);
        assertThat(image.familiar()).isEqualTo(familiar);
        assertThat(ImageReference.parse(whole)).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a:",
                "a@",
                "a@sha256:12",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a/",
                "/a",
                "a//b",
                "A",
                "host:port/a",
                "host:/a",
                "host.-x/a",
                "a b",
                "a:-x",
                "a:.x",
                "http://a/b",
                "a\u00e9",
                "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                "[::g]/a",
                "[::1/a"
            })
    void wrongReferencesAreRefusedWithAReason(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(OciSyntaxException.class)
                .hasMessageStartingWith("invalid image reference \"" + text + "\": ");
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "linux/x86_64, linux/amd64",
        "linux/amd64/v1, linux/amd64",
        "linux/amd64/v2, linux/amd64/v2",
        "linux/aarch64, linux/arm64",
        "linux/arm64/v8, linux/arm64",
        "linux/arm64/8, linux/arm64",
        "linux/arm, linux/arm/v7",
        "linux/arm/6, linux/arm/v6",
        "linux/armhf, linux/arm/v7",
        "linux/armel, linux/arm/v6",
        "linux/i386, linux/386",
        "arm64, linux/arm64",
        "x86_64, linux/amd64",
        "Linux/ARM64, linux/arm64",
        "linux/riscv64, linux/riscv64"
    })
    void platformsAreNormalisedAsContainerdDoes(String text, String normal) throws OciSyntaxException {
        assertThat(Platform.parse(text)).hasToString(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "linux/", "a/b/c/d", "linux amd64", "toaster", "*", "linux/*"})
    void wrongPlatformsAreRefused(String text) {
        assertThatThrownBy(() -> Platform.parse(text)).hasMessageStartingWith("invalid platform \"" + text + "\": ");
    }

    @Test
    void nearestLowerVariantIsChosen() throws OciSyntaxException {
        Descriptor v5 = Descriptor.EMPTY_JSON.withPlatform(new Platform("linux", "arm", "v5"));
        Descriptor v6 = Descriptor.EMPTY_JSON.withPlatform(new Platform("linux", "arm", "v6"));
        Descriptor arm64 = Descriptor.EMPTY_JSON.withPlatform(new Platform("linux", "arm64", "v8"));
        ImageIndex index = ImageIndex.of(true, List.of(v5, v6, arm64));

        assertThat(index.select(Platform.parse("linux/arm/v7"))).contains(v6);
        assertThat(index.select(Platform.parse("linux/arm64"))).contains(arm64);
        assertThat(index.select(Platform.parse("linux/arm/v5"))).contains(v5);
        assertThat(index.select(Platform.parse("linux/amd64"))).isEmpty();
    }

    @Test
    void attestationsAreNeverChosen() {
        Descriptor attestation = Descriptor.EMPTY_JSON
                .withPlatform(new Platform("unknown", "unknown"))
                .withAnnotation("vnd.docker.reference.type", "attestation-manifest");

        assertThat(ImageIndex.of(true, List.of(attestation)).select(Platform.host()))
                .isEmpty();
    }

    @Test
    void configurationOfABaseKeepsWhatWeDoNotKnow() throws Exception {
        String json = "{\"architecture\":\"arm64\",\"config\":{\"User\":\"1000\",\"ExposedPorts\":{\"80/tcp\":{}},"
                + "\"Env\":[\"PATH=/bin\"],\"Cmd\":[\"sh\"],\"Volumes\":{\"/data\":{}},\"Labels\":{\"a\":\"<b>\"},"
                + "\"StopSignal\":\"SIGINT\",\"ArgsEscaped\":true,\"Healthcheck\":{\"Test\":[\"NONE\"],\"Interval\":5000000000},"
                + "\"OnBuild\":[\"RUN x\"],\"Shell\":[\"/bin/bash\"],\"Hostname\":\"h\"},"
                + "\"created\":\"2024-01-02T03:04:05.6Z\",\"history\":[{\"created_by\":\"x\",\"empty_layer\":true}],"
                + "\"moby.buildkit.cache.v0\":\"e30=\",\"os\":\"linux\",\"os.version\":\"1\","
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + DIGEST + "\"]},\"variant\":\"v8\"}";

        ImageConfig config = ImageConfig.read(json.getBytes(StandardCharsets.UTF_8), "base");

        assertThat(new String(config.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo(json.replace("<b>", "\\u003cb\\u003e"));
        assertThat(config.platform())
                .isEqualTo(new Platform("linux", "arm64", Optional.of("v8"), Optional.of("1"), List.of()));
    }

    @Test
    void timesAreWrittenAsGoDoes() {
        assertThat(ImageConfig.timestamp(Instant.parse("2024-01-02T03:04:00Z"))).isEqualTo("2024-01-02T03:04:00Z");
        assertThat(ImageConfig.timestamp(Instant.parse("2024-01-02T03:04:05.120Z")))
                .isEqualTo("2024-01-02T03:04:05.12Z");
        assertThat(ImageConfig.timestamp(Instant.parse("2024-01-02T03:04:05.000000001Z")))
                .isEqualTo("2024-01-02T03:04:05.000000001Z");
    }

    @Test
    void manifestsKeepTheOrderOfGo() throws Exception {
        Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, Digest.of("c"), 1);
        ImageManifest manifest = ImageManifest.of(true, config, List.of(Descriptor.EMPTY_JSON));

        assertThat(new String(manifest.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                                + "{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                                + Digest.of("c")
                                + "\",\"size\":1},\"layers\":[{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\""
                                + DIGEST + "\",\"size\":2,\"data\":\"e30=\"}]}");
        assertThat(ImageManifest.read(manifest.toBytes(), "x")).isEqualTo(manifest);
    }

    @Test
    void mediaTypesKnowTheirSisters() {
        assertThat(MediaType.OCI_LAYER_GZIP.toDocker()).isEqualTo(MediaType.DOCKER_LAYER_GZIP);
        assertThat(MediaType.DOCKER_INDEX.toOci()).isEqualTo(MediaType.OCI_INDEX);
        assertThat(MediaType.parse("Application/JSON; charset=utf-8").value()).isEqualTo("application/json");
    }
}
