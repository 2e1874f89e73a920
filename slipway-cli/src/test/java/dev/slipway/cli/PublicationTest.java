// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.export.BuiltImage;
import dev.slipway.export.Compression;
import dev.slipway.export.Exporter;
import dev.slipway.export.ImageAttributes;
import dev.slipway.export.OutputSpec;
import dev.slipway.export.Publication;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import dev.slipway.testkit.FakeRegistry;
import dev.slipway.text.RegistryException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
    @TempDir
    Path folder;

    private final FakeRegistry registry = FakeRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
    }

    private static void add(Exporter exporter, Publication publication, String... names) throws InterruptedException {
        ImageAttributes attributes = new ImageAttributes(
                List.of(names).stream().map(ImageReference::of).toList(),
                Compression.GZIP,
                OptionalInt.empty(),
                false,
                true,
                false,
                List.of());
        BuiltImage image = new BuiltImage(Chain.SCRATCH, ImageConfig.empty(new Platform("linux", "amd64")));
        exporter.export(List.of(image), List.of(new OutputSpec.Registry(attributes, false, false)), publication);
    }

    private interface Work {
        void with(Exporter exporter) throws InterruptedException;
    }

    private void inStore(Work work) throws InterruptedException {
        Map<String, String> environment = Map.of("HOME", folder.toString());
        try (Store store = Store.open(folder.resolve("store"));
                Registries registries = new Registries(environment)) {
            work.with(new Exporter(
                    store,
                    registries::client,
                    Optional.empty(),
                    new Progress(ProgressSink.NONE, Clock.systemUTC()),
                    OutputStream.nullOutputStream()));
        }
    }

    @Test
    void noTagIsSetBeforeEverythingIsSent() throws InterruptedException {
        inStore(exporter -> {
            Publication publication = exporter.publication();
            add(exporter, publication, registry.address() + "/one:1", registry.address() + "/two:2");
            add(exporter, publication, registry.address() + "/three:3");

            assertThat(registry.requests()).isEmpty();
            publication.publish();

            List<String> puts = registry.requests().stream()
                    .filter(request -> request.startsWith("PUT ") && request.contains("/manifests/"))
                    .toList();
            assertThat(puts).hasSize(6);
            assertThat(puts.subList(0, 3)).allMatch(put -> put.contains("/manifests/sha256:"));
            assertThat(puts.subList(3, 6)).noneMatch(put -> put.contains("/manifests/sha256:"));
            assertThat(publication.tagged()).hasSize(3);
        });
    }

    @Test
    void aRegistryThatIsNotThereLeavesTheTagsOfOthers() throws InterruptedException {
        inStore(exporter -> {
            Publication publication = exporter.publication();
            add(exporter, publication, registry.address() + "/one:1");
            add(exporter, publication, "127.0.0.1:1/far:1");

            assertThatThrownBy(publication::publish).isInstanceOf(RegistryException.class);

            assertThat(publication.tagged()).isEmpty();
            assertThat(registry.requests()).noneMatch(request -> request.endsWith("/manifests/1"));
        });
    }
}
