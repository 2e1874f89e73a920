// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.Store;
import dev.slipway.testkit.FakeRegistry;
import dev.slipway.testkit.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Builds that pull from and push to a registry that does wrong: what passes is tried again, what stays is told in one
 * message ({@code src/test/resources/registry}), the store is whole after it, and tags are as they were.
 */
@Tag("long")
final class RegistryFaultBuildTest {
    private static final int FOR_EVER = 1_000;
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private static final byte[] LAYER_TAR = Tars.of("hello", "hello, world");
    private static final String LAYER = Digest.of(LAYER_TAR).hex();

    /** @param last whether the fault stays */
    record Case(String name, Fault fault, boolean last) {
        @Override
        public String toString() {
            return name;
        }
    }

    // what a store has mounted in it goes with the process, not before
    @TempDir(cleanup = CleanupMode.NEVER)
    Path scratch;

    private final FakeRegistry registry = FakeRegistry.start();

    @BeforeEach
    void onlyRootGivesFilesToRoot() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    static List<Case> pulls() {
        List<Case> cases = new ArrayList<>();
        for (int status : new int[] {401, 403, 404, 429, 500, 503}) {
            cases.add(refused("pull-manifest-" + status, "GET", "/manifests/", FOR_EVER, status));
            cases.add(refused("pull-layer-" + status, "GET", LAYER, FOR_EVER, status));
        }
        cases.add(new Case("pull-layer-cut", new Fault.CutsBody("GET", LAYER, FOR_EVER, 0), true));
        cases.add(new Case("pull-layer-flipped", new Fault.FlipsBit("GET", LAYER, FOR_EVER), true));
        cases.add(new Case("pull-layer-longer", new Fault.LiesAboutLength("GET", LAYER, FOR_EVER, 9), true));
        cases.add(new Case("pull-layer-shorter", new Fault.LiesAboutLength("GET", LAYER, FOR_EVER, -9), true));
        cases.add(new Case("pull-config-flipped", new Fault.FlipsBit("GET", "/blobs/", FOR_EVER), true));
        cases.add(new Case("pull-dropped", new Fault.LosesAnswer("GET", LAYER, FOR_EVER), true));
        cases.add(refused("pull-500-once", "GET", LAYER, 1, 500));
        cases.add(refused("pull-429-once", "GET", "/manifests/", 1, 429));
        cases.add(new Case("pull-cut-once", new Fault.CutsBody("GET", LAYER, 1, 40), false));
        cases.add(new Case("pull-dropped-once", new Fault.LosesAnswer("GET", "/manifests/", 1), false));
        return cases;
    }

    static List<Case> pushes() {
        List<Case> cases = new ArrayList<>();
        for (int status : new int[] {401, 403, 404, 429, 500}) {
            cases.add(refused("push-upload-" + status, "POST", "/uploads/", FOR_EVER, status));
            cases.add(refused("push-tag-" + status, "PUT", "/manifests/", FOR_EVER, status));
        }
        cases.add(new Case("push-upload-dropped", new Fault.DropsUpload("PUT", "/uploads/", FOR_EVER, 10), true));
        cases.add(new Case("push-dropped", new Fault.LosesAnswer("POST", "/uploads/", FOR_EVER), true));
        cases.add(refused("push-500-once", "POST", "/uploads/", 1, 500));
        cases.add(refused("push-tag-503-once", "PUT", "/manifests/", 1, 503));
        cases.add(new Case("push-answer-lost-once", new Fault.LosesAnswer("PUT", "/manifests/", 1), false));
        return cases;
    }

    private static Case refused(String name, String method, String path, int times, int status) {
        return new Case(
                name, new Fault.Refuses(method, path, times, status, Optional.<String>empty()), times == FOR_EVER);
    }

    @ParameterizedTest
    @MethodSource("pulls")
    void aBuildPullsOrTellsWhyNot(Case one) throws IOException {
        Path layout = scratch.resolve("layout");
        Path context = context("FROM " + registry.address() + "/base:1");
        Digest layer = base();
        registry.script(one.fault());
        String[] words = {"build", "--progress=quiet", "-o", "type=oci,tar=false,dest=" + layout, context.toString()};

        check(one, words);

        if (one.last()) {
            heal(one);
            assertThat(console().run(words)).isZero();
        }
        assertThat(layout.resolve("blobs/sha256").resolve(layer.hex())).exists();
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void aBuildPushesOrLeavesTheTag(Case one) throws IOException, InterruptedException {
        Path context = context("FROM scratch", "COPY Dockerfile /");
        base();
        byte[] before = tag();
        registry.script(one.fault());
        String[] words = {
            "build", "--progress=quiet", "-t", registry.address() + "/base:1", "--push", context.toString()
        };

        check(one, words);

        if (one.last()) {
            assertThat(tag()).isEqualTo(before);
            heal(one);
            assertThat(console().run(words)).isZero();
        }
        assertThat(tag()).isNotEqualTo(before);
    }

    private void check(Case one, String... words) {
        Console console = console();
        int status = console.run(words);
        if (!one.last()) {
            assertThat(console.err()).isEmpty();
            assertThat(status).isZero();
            return;
        }
        assertThat(status).as(console.err()).isEqualTo(4);
        assertThat(console.err()).doesNotContain("\tat ").doesNotContain("Exception");
        String told = console.err().replace(registry.address(), "REGISTRY").replaceAll("[0-9a-f]{64}", "DIGEST");
        Golden.check("registry/" + one.name() + ".txt", told);
        try (Store store = Store.open(scratch.resolve("store"))) {
            assertThat(store.check().run()).isEmpty();
        }
    }

    // the same fault, no more times
    private void heal(Case one) {
        registry.heal(one.fault());
    }

    private byte[] tag() throws IOException {
        URI uri = URI.create("http://" + registry.address() + "/v2/base/manifests/1");
        try (InputStream in = uri.toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    private Console console() {
        return new Console(Map.of(
                "SLIPWAY_ROOT",
                scratch.resolve("store").toString(),
                "XDG_CONFIG_HOME",
                scratch.resolve("none").toString(),
                "PATH",
                "/usr/bin:/bin"));
    }

    private Path context(String... lines) throws IOException {
        Path context = Files.createDirectories(scratch.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), String.join("\n", lines) + "\n");
        return context;
    }

    /** Puts an image of one layer there, and returns that layer. */
    private Digest base() {
        Digest layerDigest = registry.blob("base", LAYER_TAR);
        byte[] config = bytes("""
                {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(layerDigest));
        Digest configDigest = registry.blob("base", config);
        registry.manifest("base", "1", MANIFEST, bytes("""
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
                 "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}""".formatted(
                        MANIFEST, configDigest, config.length, layerDigest, LAYER_TAR.length)));
        return layerDigest;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
