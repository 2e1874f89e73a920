// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.oci.tar.Compression;
import dev.slipway.oci.tar.DigestingOutputStream;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarReader;
import dev.slipway.oci.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayoutTest {
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private final BlobReader reader = blob -> new ByteArrayInputStream(blobs.getOrDefault(blob.digest(), new byte[0]));

    @TempDir
    private Path folder = Path.of("");

    private Descriptor image() throws IOException {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        DigestingOutputStream content =
                new DigestingOutputStream(Compression.GZIP.compressing(layer, Compression.DEFAULT_LEVEL));
        try (TarWriter tar = new TarWriter(content)) {
            tar.put(TarEntry.file("hello", 0644, 6, Instant.EPOCH), "hello\n".getBytes(StandardCharsets.UTF_8));
        }
        ImageConfig config = ImageConfig.empty(new Platform("linux", "amd64"))
                .withCreated(Instant.EPOCH)
                .withLayers(List.of(content.digest()), List.of());
        Descriptor head = put(MediaType.OCI_CONFIG, config.toBytes());
        Descriptor body = put(MediaType.OCI_LAYER_GZIP, layer.toByteArray());
        return put(
                MediaType.OCI_MANIFEST,
                ImageManifest.of(true, head, List.of(body)).toBytes());
    }

    private Descriptor put(MediaType type, byte[] bytes) {
        blobs.put(Digest.of(bytes), bytes);
        return Descriptor.of(type, bytes);
    }

    private static ImageIndex index(Descriptor image, String... names) {
        List<ImageReference> all = Stream.of(names).map(ImageReference::of).toList();
        return ImageIndex.of(true, OciLayout.named(image, all));
    }

    @Test
    void folderIsReadAsItWasWritten() throws IOException {
        Descriptor image = image();

        OciLayout.writeFolder(folder, index(image, "app:v1"), reader);

        ImageSource source = OciLayout.open(folder);
        Descriptor found = source.find("v1").orElseThrow();
        assertThat(source.find("docker.io/library/app:v1")).contains(found);
        assertThat(source.find(image.digest().toString())).contains(found);
        ImageManifest manifest = source.manifest(found);
        assertThat(source.config(manifest).platform()).isEqualTo(new Platform("linux", "amd64"));
        try (InputStream layer = source.open(manifest.layers().getFirst())) {
            assertThat(Digest.of(layer.readAllBytes()))
                    .isEqualTo(manifest.layers().getFirst().digest());
        }
    }

    @Test
    void secondImageJoinsTheFirstAndReplacesItsNamesake() throws IOException {
        Descriptor image = image();
        OciLayout.writeFolder(folder, index(image, "app:v1", "app:v2"), reader);

        OciLayout.writeFolder(folder, index(image, "app:v2", "app:v3"), reader);

        assertThat(OciLayout.open(folder).suffixes()).containsExactly(":v1", ":v2", ":v3");
    }

    @Test
    void anImageWithoutATagIsNamedByItsDigest() throws IOException {
        Descriptor image = image();
        OciLayout.writeFolder(folder, ImageIndex.of(true, List.of(image)), reader);

        assertThat(OciLayout.open(folder).suffixes()).containsExactly("@" + image.digest());
    }

    @Test
    void archivesAreReadAsTheyWereWritten() throws IOException {
        Descriptor image = image();
        ByteArrayOutputStream oci = new ByteArrayOutputStream();
        ByteArrayOutputStream docker = new ByteArrayOutputStream();
        OciLayout.writeTar(oci, index(image, "app:v1"), reader);
        DockerArchive.writeTar(docker, image, List.of(ImageReference.of("app:v1")), reader);

        for (byte[] archive : List.of(oci.toByteArray(), docker.toByteArray())) {
            Path scratch = Files.createTempDirectory(folder, "scratch");
            ImageSource source = UnpackedArchive.open(new ByteArrayInputStream(archive), "app.tar", scratch);
            assertThat(source.manifest(source.only().orElseThrow()).config().digest())
                    .isEqualTo(ImageManifest.read(ImageSource.read(reader, image, 10_000, "x"), "x")
                            .config()
                            .digest());
        }
    }

    @Test
    void archiveOfOldDockerIsRead() throws IOException {
        byte[] config = ImageConfig.empty(new Platform("linux", "amd64")).toBytes();
        byte[] layer = new byte[1024];
        String manifest =
                "[{\"Config\":\"abc.json\",\"RepoTags\":[\"app:old\"],\"Layers\":[\"a/layer.tar\",\"b/layer.tar\"]}]";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(bytes)) {
            tar.put(TarEntry.file("a/layer.tar", 0644, layer.length, Instant.EPOCH), layer);
            tar.put(TarEntry.symlink("b/layer.tar", "../a/layer.tar", Instant.EPOCH));
            tar.put(TarEntry.file("abc.json", 0644, config.length, Instant.EPOCH), config);
            byte[] json = manifest.getBytes(StandardCharsets.UTF_8);
            tar.put(TarEntry.file("manifest.json", 0644, json.length, Instant.EPOCH), json);
        }

        ImageSource source = UnpackedArchive.open(new ByteArrayInputStream(bytes.toByteArray()), "old.tar", folder);

        ImageManifest found =
                source.manifest(source.find("docker.io/library/app:old").orElseThrow());
        assertThat(found.layers()).hasSize(2).allMatch(one -> one.digest().equals(Digest.of(layer)));
        assertThat(source.read(found.config(), 10_000)).isEqualTo(config);
    }

    @Test
    void damagedAndMissingBlobsAreNamed() throws IOException {
        Descriptor image = image();
        OciLayout.writeFolder(folder, index(image, "app:v1"), reader);
        ImageSource source = OciLayout.open(folder);
        Path blob = folder.resolve("blobs/sha256/" + image.digest().hex());
        byte[] bytes = Files.readAllBytes(blob);

        bytes[20] ^= 1;
        Files.write(blob, bytes);
        assertThatThrownBy(() -> source.manifest(image))
                .hasMessageStartingWith(folder + ": blob " + image.digest() + ": its bytes have the digest sha256:");
        Files.write(blob, new byte[3]);
        assertThatThrownBy(() -> source.manifest(image)).hasMessageContaining("it has 3 bytes; its descriptor says");
        Files.delete(blob);
        assertThatThrownBy(() -> source.manifest(image))
                .hasMessage(folder + ": the blob " + image.digest() + " is missing");
    }

    @Test
    void folderThatIsNoLayoutIsRefused() throws IOException {
        assertThatThrownBy(() -> OciLayout.open(folder)).hasMessageContaining("the file \"oci-layout\" is missing");
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"2\"}");
        assertThatThrownBy(() -> OciLayout.open(folder)).hasMessageContaining("expected \"1.0.0\", found \"2\"");
    }

    @Test
    @Tag("long")
    void skopeoReadsWhatWeWrite() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/skopeo")), "skopeo is not installed");
        Descriptor image = image();
        Path oci = folder.resolve("oci.tar");
        Path docker = folder.resolve("docker.tar");
        OciLayout.writeTar(Files.newOutputStream(oci), index(image, "app:v1"), reader);
        DockerArchive.writeTar(Files.newOutputStream(docker), image, List.of(ImageReference.of("app:v1")), reader);
        OciLayout.writeFolder(folder.resolve("layout"), index(image, "app:v1"), reader);

        for (String from :
                List.of("oci-archive:" + oci, "docker-archive:" + docker, "oci:" + folder.resolve("layout") + ":v1")) {
            run("skopeo", "copy", "-q", from, "oci:" + folder.resolve("copy") + ":" + from.length());
        }
        assertThat(OciLayout.open(folder.resolve("copy")).index().manifests()).hasSize(3);
    }

    @Test
    @Tag("long")
    void tarReadsWhatWeWriteAndWeReadWhatItWrites() throws Exception {
        Path ours = folder.resolve("ours.tar");
        try (TarWriter tar = new TarWriter(Files.newOutputStream(ours))) {
            tar.put(TarEntry.directory("d".repeat(120), 0755, Instant.EPOCH));
            tar.put(TarEntry.file("d".repeat(120) + "/" + "\u00e4".repeat(90), 0644, 3, Instant.EPOCH), new byte[3]);
            tar.put(TarEntry.hardLink("link", "d".repeat(120) + "/" + "\u00e4".repeat(90), Instant.EPOCH));
        }
        Path tree = Files.createDirectory(folder.resolve("tree"));
        run("tar", "-C", tree.toString(), "-xf", ours.toString());
        for (String format : List.of("ustar", "gnu", "posix", "v7", "oldgnu")) {
            Path theirs = folder.resolve(format + ".tar");
            String what = format.equals("ustar") || format.equals("v7") ? "-T/dev/null" : ".";
            run("tar", "--format=" + format, "-C", tree.toString(), "-cf", theirs.toString(), what);
            int count = 0;
            try (var reading = new TarReader(Files.newInputStream(theirs))) {
                while (reading.next().isPresent()) {
                    count++;
                }
            }
            assertThat(count).as(format).isEqualTo(what.equals(".") ? 4 : 0);
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", String.join(" ", command), said)
                .isZero();
    }
}
