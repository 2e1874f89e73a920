// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.export.Destination;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.oci.ImageReference;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Images;
import dev.slipway.snapshot.LayerContent;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageCommandsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final LayerId KNOWN = LayerId.ofDiff(digest("cc"));
    private static final ImageSizes SIZES = new ImageSizes(ImageCommandsTest::content);
    private static final List<StoredImage> STORED = List.of(
            image("docker.io/library/busybox:1.36", "a1b2c3", 1_900_000, Duration.ofDays(400)),
            image("docker.io/library/busybox:latest", "a1b2ff", 2_000_000, Duration.ofHours(3)),
            image("localhost:5000/team/app:v1", "0123ab", 120_000_000, Duration.ofSeconds(7)));

    private static StoredImage image(String name, String id, long size, Duration age) {
        try {
            Json manifest = JsonParser.parse("{\"config\":{\"size\":1000},\"layers\":[{\"size\":" + size + "}]}");
            return new StoredImage(name, digest("f" + id), manifest, digest(id), Optional.empty(), NOW.minus(age));
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Digest digest(String begin) {
        return new Digest(begin + "0".repeat(64 - begin.length()));
    }

    private static final class FixedImages implements Images {
        @Override
        public Optional<StoredImage> find(String name) {
            return STORED.stream().filter(image -> image.name().equals(name)).findFirst();
        }

        @Override
        public List<StoredImage> list() {
            return STORED;
        }

        @Override
        public void put(StoredImage image) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean tag(String name, String newName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean remove(String name) {
            throw new UnsupportedOperationException();
        }
    }

    /** Knows the size of one layer. */
    private static Optional<LayerContent> content(LayerId layer) {
        return layer.equals(KNOWN) ? Optional.of(new LayerContent(digest("aa"), 5_000)) : Optional.empty();
    }

    private static StoredImage built(LayerId... layers) {
        Chain chain = new Chain(List.of(layers));
        return new StoredImage(
                "docker.io/library/x:1", digest("a"), Json.object().build(), digest("a"), Optional.of(chain), NOW);
    }

    @Test
    void theSizeOfABuiltImageIsThatOfItsLayersOnceAllAreKnown() {
        LayerId unknown = LayerId.ofDiff(digest("bb"));

        assertThat(SIZES.of(built(KNOWN))).hasValue(5_000);
        assertThat(SIZES.of(built(KNOWN, unknown))).isEmpty();
        assertThat(ImageList.json(List.of(built(unknown)), SIZES)).contains("\"size\": null");
    }

    @Test
    void aSecondIsOne() {
        assertThat(ImageList.age(Duration.ofMillis(400))).isEqualTo("Less than a second ago");
        assertThat(ImageList.age(Duration.ofMillis(1400))).isEqualTo("1 second ago");
        assertThat(ImageList.age(Duration.ofSeconds(2))).isEqualTo("2 seconds ago");
    }

    private static StoredImage find(String name) {
        Argument argument =
                new Argument("", name, new CommandLine(List.of("slipway", "image", "inspect", name), 3), 3, 3, 0);
        return new ImageNames(new FixedImages()).require(argument);
    }

    @Test
    void theListIsATableAsDockers() {
        assertThat(ImageList.table(STORED, SIZES, false, NOW)).isEqualTo("""
                        REPOSITORY                TAG      IMAGE ID       CREATED         SIZE
                        busybox                   1.36     a1b2c3000000   400 days ago    1.90MB
                        busybox                   latest   a1b2ff000000   3 hours ago     2.00MB
                        localhost:5000/team/app   v1       0123ab000000   7 seconds ago   120.00MB
                        """);
    }

    @Test
    void theListIsJsonForPrograms() throws Exception {
        Json json = JsonParser.parse(ImageList.json(STORED, SIZES));

        assertThat(json.items().getFirst().text("name")).contains("docker.io/library/busybox:1.36");
        assertThat(json.items().getFirst().number("size")).contains(1_901_000L);
    }

    @Test
    void imagesAreFoundByNameAndByTheBeginOfTheirId() {
        assertThat(find("busybox").name()).isEqualTo("docker.io/library/busybox:latest");
        assertThat(find("docker.io/library/busybox:1.36").name()).isEqualTo("docker.io/library/busybox:1.36");
        assertThat(find("0123").name()).isEqualTo("localhost:5000/team/app:v1");
        assertThat(find("sha256:a1b2c3").name()).isEqualTo("docker.io/library/busybox:1.36");
        assertThat(find("f0123ab").name()).isEqualTo("localhost:5000/team/app:v1");
    }

    @Test
    void allDigitsOfAnIdAreNoName() {
        String id = "0123ab" + "0".repeat(58);

        assertThat(find(id).name()).isEqualTo("localhost:5000/team/app:v1");
        assertThat(find("sha256:" + id).name()).isEqualTo("localhost:5000/team/app:v1");
    }

    @Test
    void whatIsNotFoundOrNotAloneIsAnError() {
        assertThatThrownBy(() -> find("bussybox:latest"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("did you mean \"busybox:latest\"?");
        assertThatThrownBy(() -> find("a1b2")).hasMessageContaining("several images");
        assertThatThrownBy(() -> find("a1b")).hasMessageContaining("no image of that name");
    }

    private static ImageTransfer transfer(CommandSpec spec, String... args) {
        List<String> words =
                new ArrayList<>(List.of("slipway", "image", spec.name().substring(6)));
        words.addAll(List.of(args));
        ParsedOptions parsed = OptionParser.parse(spec, new CommandLine(words, 3));
        return new ImageTransferReader(parsed, new Console(Map.of()).io()).read();
    }

    @Test
    void transfersAreRead() {
        List<ImageReference> names = List.of(ImageReference.of("a"), ImageReference.of("b:1"));

        assertThat(transfer(ImageTable.SAVE, "-o", "x.tar", "a", "b:1", "--format=oci"))
                .isInstanceOfSatisfying(ImageTransfer.Save.class, save -> {
                    assertThat(save.wanted()).extracting(Argument::text).containsExactly("a", "b:1");
                    assertThat(save.to()).isEqualTo(new Destination.At(Path.of("x.tar")));
                    assertThat(save.oci()).isTrue();
                });
        assertThat(transfer(ImageTable.PULL, "a", "b:1", "-q"))
                .isEqualTo(new ImageTransfer.Pull(names, Optional.empty(), true));
        assertThat(transfer(ImageTable.PUSH, "a", "b:1")).isEqualTo(new ImageTransfer.Push(names, false));
        assertThat(transfer(ImageTable.LOAD)).isEqualTo(new ImageTransfer.Load(Optional.empty(), false));
        assertThat(transfer(ImageTable.LOAD, "-i", "pom.xml"))
                .isEqualTo(new ImageTransfer.Load(Optional.of(Path.of("pom.xml")), false));
    }
}
