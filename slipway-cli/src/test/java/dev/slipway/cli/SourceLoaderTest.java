// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.engine.Secrets;
import dev.slipway.oci.tar.Compression;
import dev.slipway.snapshot.Store;
import dev.slipway.testkit.FileServer;
import dev.slipway.text.RegistryException;
import dev.slipway.text.SourceException;
import dev.slipway.text.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contexts and Dockerfiles behind URLs, from a server on loopback. */
class SourceLoaderTest {
    @TempDir
    private Path folder;

    private FileServer server;
    private Store store;

    @BeforeEach
    void start() throws IOException {
        store = Store.open(folder.resolve("store"));
        server = FileServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private String url(String path) {
        return server.url(path);
    }

    private LoadedSource load(BuildInput context, DockerfileSource dockerfile) throws InterruptedException {
        return new SourceLoader(store, new Console(Map.of()).io(), Secrets.NONE)
                .load(new BuildOptions.Source(context, dockerfile, List.of()));
    }

    private LoadedSource load(String path) throws InterruptedException {
        return load(new BuildInput.Remote(url(path)), new DockerfileSource.InContext());
    }

    private static String text(LoadedSource source) {
        return new String(source.dockerfile().bytes(), UTF_8);
    }

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] bytes, Packer packer) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (OutputStream out = packer.over(all)) {
            out.write(bytes);
        }
        return all.toByteArray();
    }

    @Test
    void tarBehindAUrlIsAContextHoweverCompressed() throws Exception {
        byte[] tar = Tars.of("Dockerfile", "FROM scratch\n");
        server.put("/plain", tar);
        server.put("/a.tar.gz", packed(tar, GZIPOutputStream::new));
        server.put("/a.tar.zst", packed(tar, out -> Compression.ZSTD.compressing(out, Compression.DEFAULT_LEVEL)));

        for (String path : List.of("/plain", "/a.tar.gz", "/a.tar.zst")) {
            LoadedSource source = load(path);

            assertThat(text(source)).isEqualTo("FROM scratch\n");
            assertThat(source.context().resolve("Dockerfile")).exists();
        }
    }

    @Test
    void textBehindAUrlIsADockerfileWithoutAContext() throws Exception {
        server.put("/some/Dockerfile.web", "FROM scratch\nLABEL a=b\n".getBytes(UTF_8));

        LoadedSource source = load("/some/Dockerfile.web");

        assertThat(text(source)).isEqualTo("FROM scratch\nLABEL a=b\n");
        assertThat(source.dockerfile().name()).isEqualTo("Dockerfile.web");
        assertThat(source.context()).isEmptyDirectory();
    }

    @Test
    void dockerfileOfATarIsTheOneThatFileNames() throws Exception {
        server.put("/a.tar", Tars.of("other", "FROM scratch\n"));
        BuildInput context = new BuildInput.Remote(url("/a.tar"));

        assertThat(text(load(context, new DockerfileSource.At("other")))).isEqualTo("FROM scratch\n");
        assertThatThrownBy(() -> load(context, new DockerfileSource.At("../x")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not in the context");
        assertThatThrownBy(() -> load("/a.tar"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the context has no file \"Dockerfile\"");
    }

    @Test
    void dockerfileBehindAUrlGoesWithAFolder() throws Exception {
        server.put("/d/My.Dockerfile", "FROM scratch\n".getBytes(UTF_8));
        Files.writeString(folder.resolve(".dockerignore"), "store\n");

        LoadedSource source = load(new BuildInput.Folder(folder), new DockerfileSource.Remote(url("/d/My.Dockerfile")));

        assertThat(text(source)).isEqualTo("FROM scratch\n");
        assertThat(source.dockerfile().name()).isEqualTo("My.Dockerfile");
        assertThat(source.context()).isEqualTo(folder);
        assertThat(source.ignored()).isNotEqualTo(IgnorePatterns.NONE);
    }

    @Test
    void whatDidNotChangeIsNotSentAgain() throws Exception {
        server.put("/Dockerfile", "FROM scratch\n".getBytes(UTF_8));

        load("/Dockerfile");
        load("/Dockerfile");
        server.put("/Dockerfile", "FROM busybox\n".getBytes(UTF_8));

        assertThat(text(load("/Dockerfile"))).isEqualTo("FROM busybox\n");
        assertThat(server.requests()).extracting(FileServer.Request::status).containsExactly(200, 304, 200);
    }

    @Test
    void missingFileIsSaidWithItsUrl() {
        assertThatThrownBy(() -> load("/none.tar"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(url("/none.tar"))
                .hasMessageContaining("404");
    }

    @Test
    void hugeTextIsNoDockerfile() {
        server.put("/zeros", new byte[(16 << 20) + 1]);
        String huge = url("/zeros");

        assertThatThrownBy(() -> load("/zeros"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("larger than a Dockerfile may be");
        assertThatThrownBy(() -> load(new BuildInput.Folder(folder), new DockerfileSource.Remote(huge)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("larger than 16 MiB");
    }

    @Test
    void bombIsStoppedAndBrokenArchiveRefused() throws Exception {
        // some 1,000 times as much comes out of it
        byte[] zeros = new byte[100 << 20];
        byte[] header = Tars.header("zeros", zeros.length);
        System.arraycopy(header, 0, zeros, 0, header.length);
        server.put("/bomb", packed(zeros, GZIPOutputStream::new));
        server.put("/cut", packed(Tars.cut(), GZIPOutputStream::new));

        assertThatThrownBy(() -> load("/bomb"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("more than 500 times");
        assertThatThrownBy(() -> load("/cut"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("the context from " + url("/cut"));
    }
}
