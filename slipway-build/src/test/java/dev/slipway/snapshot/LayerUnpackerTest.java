// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.slipway.digest.Digest;
import dev.slipway.oci.tar.ByteString;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarWriter;
import dev.slipway.sys.Kernel;
import dev.slipway.text.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layer tars, honest and hostile. Needs root, for owners and whiteouts. */
@Tag("root")
class LayerUnpackerTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatATarSaysIsWhatTheLayerHas() throws Exception {
        assumeFalse(Kernel.linux().inUserNamespace(), "nobody can make devices there");
        TreeMap<ByteString, ByteString> capability = new TreeMap<>();
        capability.put(
                ByteString.of("security.capability"),
                ByteString.of(new byte[] {1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        capability.put(ByteString.of("trusted.overlay.opaque"), ByteString.of("y"));
        LayerId layer = unpack(
                TarEntry.directory("./", 01755, TIME),
                TarEntry.directory("d/", 0750, TIME).withOwner(new TarEntry.Owner(5, 6)),
                TarEntry.file("d/f", 04755, 0, TIME)
                        .withOwner(new TarEntry.Owner(1000, 10_000))
                        .withXattrs(capability),
                TarEntry.symlink("d/s", "../../../etc/passwd", TIME),
                TarEntry.hardLink("implied/h", "d/f", TIME),
                TarEntry.plain(ByteString.of("p"), TarEntry.Type.FIFO, 0600, TIME),
                TarEntry.plain(ByteString.of("null"), TarEntry.Type.CHARACTER_DEVICE, 0666, TIME)
                        .withDevice(new TarEntry.Device(1, 3)));

        List<String> seen = new ArrayList<>();
        LayerTree tree = new LayerTree(Kernel.linux(), store.layers().fs(layer));
        tree.walk(entry -> seen.add(text(entry.path()) + " " + entry.stat().type() + " "
                + Integer.toOctalString(entry.stat().mode()) + " "
                + entry.stat().uid() + ":"
                + entry.stat().gid()
                + entry.linkTarget().map(target -> " -> " + text(target)).orElse("")
                + entry.sameAs().map(first -> " = " + text(first)).orElse("")
                + (entry.xattrs().isEmpty() ? "" : " " + entry.xattrs().keySet())
                + (entry.isOpaque() ? " opaque" : "")));
        assertThat(seen)
                .containsExactly(
                        "d DIRECTORY 750 5:6",
                        "d/f FILE 4755 1000:10000 [security.capability]",
                        "d/s SYMLINK 777 0:0 -> ../../../etc/passwd",
                        "implied DIRECTORY 755 0:0",
                        "implied/h FILE 4755 1000:10000 = d/f [security.capability]",
                        "null CHARACTER_DEVICE 666 0:0",
                        "p FIFO 600 0:0");
        assertThat(tree.root().mode()).isEqualTo(01755);
        assertThat(Files.getLastModifiedTime(store.layers().fs(layer).resolve("d"))
                        .toInstant())
                .isEqualTo(TIME);
    }

    @Test
    void whiteoutsBecomeMarksOfAnOverlay() throws Exception {
        LayerId layer = unpack(
                TarEntry.file("d/.wh.gone", 0, 0, TIME),
                TarEntry.file("o/.wh..wh..opq", 0, 0, TIME),
                TarEntry.file(".wh..wh.plnk", 0, 0, TIME),
                TarEntry.file(".wh.back", 0, 0, TIME),
                TarEntry.directory("back/", 0755, TIME));

        List<String> seen = new ArrayList<>();
        new LayerTree(Kernel.linux(), store.layers().fs(layer))
                .walk(entry -> seen.add(text(entry.path())
                        + (entry.isWhiteout() ? " deleted" : "")
                        + (entry.isOpaque() ? " opaque" : "")));
        assertThat(seen).containsExactly("back opaque", "d", "d/gone deleted", "o opaque");
    }

    @Test
    void whatIsNotSoundIsRefusedAndLeavesNothing() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        TarEntry file = TarEntry.file("f", 0644, 0, TIME);
        TarEntry link = TarEntry.symlink("l", outside.toString(), TIME);
        refused("its name is absolute", TarEntry.file("/etc/passwd", 0644, 0, TIME));
        refused("its name has '..'", TarEntry.file("a/../../x", 0644, 0, TIME));
        refused("'l' on its way is no folder", link, TarEntry.file("l/x", 0644, 0, TIME));
        refused("no folder", link, TarEntry.directory("l/", 0777, TIME));
        refused("'f' on its way is no folder", file, TarEntry.file("f/x", 0644, 0, TIME));
        refused("stands in the layer twice", file, file);
        refused("twice", link, TarEntry.file("l", 0644, 0, TIME));
        refused("no entry before it", TarEntry.hardLink("h", "none", TIME));
        refused("no entry before it", link, TarEntry.hardLink("h", "l/x", TIME));
        refused("its name has '..'", TarEntry.hardLink("h", "../../etc/passwd", TIME));
        refused("absolute", TarEntry.hardLink("h", "/etc/passwd", TIME));
        refused("which is no file", TarEntry.directory("d/", 0755, TIME), TarEntry.hardLink("h", "d", TIME));
        refused("device 0:0", TarEntry.plain(ByteString.of("w"), TarEntry.Type.CHARACTER_DEVICE, 0, TIME));
        refused("folders deep", TarEntry.file("d/".repeat(300) + "f", 0644, 0, TIME));
        refused("300 bytes", TarEntry.file("n".repeat(300), 0644, 0, TIME));
        refused("bytes, more than", TarEntry.file(("n".repeat(200) + "/").repeat(30), 0644, 0, TIME));
        refused("'..'", TarEntry.file("d/.wh...", 0644, 0, TIME));
        refused("replace the root", TarEntry.file("./", 0644, 0, TIME));
        refused("no owner", file.withOwner(new TarEntry.Owner(0xffff_ffffL, 0)));

        assertThat(outside).isEmptyDirectory();
        assertThat(store.layers().list()).isEmpty();
        store.close();
        assertThat(store.root().resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void aTarWithAnotherDigestNeverBecomesALayer() throws Exception {
        byte[] tar = tar(TarEntry.file("f", 0644, 0, TIME));
        Digest promised = Digest.of("promised");

        assertThatThrownBy(() ->
                        store.layers().unpacker().unpack(promised, new ByteArrayInputStream(tar), "layer 3 of a:1"))
                .isInstanceOf(RegistryException.class)
                .hasMessage(
                        "layer 3 of a:1 unpacks to a tar with the digest " + Digest.of(tar) + ", expected " + promised);
        assertThat(store.layers().list()).isEmpty();
    }

    @Test
    void aTarCutAnywhereNeverBecomesALayer() throws Exception {
        byte[] tar = tar(TarEntry.directory("d/", 0755, TIME), TarEntry.file("d/f", 0644, 0, TIME));
        for (int length = 0; length < tar.length; length += 100) {
            byte[] cut = Arrays.copyOf(tar, length);
            assertThatThrownBy(() ->
                            store.layers().unpacker().unpack(Digest.of(tar), new ByteArrayInputStream(cut), "layer 1"))
                    .as("cut to %d", length)
                    .isInstanceOf(RegistryException.class);
        }
        assertThat(store.layers().list()).isEmpty();
    }

    @Test
    void aLayerThatIsThereIsNotReadAgain() throws Exception {
        byte[] tar = tar(TarEntry.file("f", 0644, 0, TIME));
        LayerId first = store.layers().unpacker().unpack(Digest.of(tar), new ByteArrayInputStream(tar), "layer 1");
        ByteArrayInputStream untouched = new ByteArrayInputStream(tar);

        LayerId second = store.layers().unpacker().unpack(Digest.of(tar), untouched, "layer 1");

        assertThat(second).isEqualTo(first);
        assertThat(untouched.available()).isEqualTo(tar.length);
    }

    private void refused(String reason, TarEntry... entries) throws IOException {
        byte[] tar = tar(entries);
        assertThatThrownBy(() ->
                        store.layers().unpacker().unpack(Digest.of(tar), new ByteArrayInputStream(tar), "layer 1"))
                .as(reason)
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("layer 1: entry '" + entries[entries.length - 1].name() + "' is refused: ")
                .hasMessageContaining(reason);
    }

    private LayerId unpack(TarEntry... entries) throws Exception {
        byte[] tar = tar(entries);
        return store.layers().unpacker().unpack(Digest.of(tar), new ByteArrayInputStream(tar), "layer 1");
    }

    private static byte[] tar(TarEntry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter writer = new TarWriter(out)) {
            for (TarEntry entry : entries) {
                writer.put(entry);
            }
        }
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
