// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.tar.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountListTest {
    private static final String HEADER = "{\"slipway-mount\":1}\n";
    private static final String META = "\"mode\":493,\"uid\":0,\"gid\":0,\"mtime\":1";
    private static final String ROOT = "{\"folder\":\"\"," + META + "}\n";
    private static final String DIGEST = "ab".repeat(32);

    private static MountList read(byte[] compressed) throws IOException {
        return ListReader.read(new ByteArrayInputStream(compressed), MountList.EMPTY);
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compression.ZSTD.compressing(bytes, Compression.DEFAULT_LEVEL)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            Pack pack = new Pack(
                    Descriptor.of(Pack.MEDIA_TYPE, Digest.of("pack"), 7),
                    List.of(new Pack.Chunk(Digest.of("content 1"), 9)));
            MountList list = new MountList(Trees.random(new Random(seed)), List.of(pack));

            assertThat(read(ListWriter.toBytes(list))).as("seed %d", seed).isEqualTo(list);
        }
    }

    @Test
    void namesThatAreNoTextAndAttributesComeBack() throws IOException {
        TreePath path = new TreePath("caf\u00e9\u00ff");
        MountEntry.Meta meta = new MountEntry.Meta(04755, 42, -2, -5, Map.of("user.a", "\u0000\u00ff"));
        MountList list = new MountList(Trees.of(new MountEntry.Link(path, meta, "\u00fe/..")), List.of());

        assertThat(read(ListWriter.toBytes(list))).isEqualTo(list);
    }

    @Test
    void aFolderComesRightBeforeWhatIsInIt() {
        assertThat(Trees.of(Trees.folder("a"), Trees.folder("a.c"), Trees.folder("a/b"))
                        .keySet())
                .extracting(TreePath::text)
                .containsExactly("", "a", "a/b", "a.c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"folder\":\"..\",META}",
                "{\"folder\":\"/etc\",META}",
                "{\"folder\":\"a//b\",META}",
                "{\"folder\":\"./a\",META}",
                "{\"folder\":\"a/../../b\",META}",
                "{\"folder\":\"a\\u0000\",META}",
                "{\"folder\":\"a\\u0100\",META}",
                "{\"folder\":\"no/parent\",META}",
                "{\"folder\":\"\",META}",
                "{\"link\":\"l\",\"target\":\"/etc\",META}\n{\"file\":\"l/passwd\",\"size\":0,META}",
                "{\"file\":\"f\",\"size\":0,META}\n{\"file\":\"f/g\",\"size\":0,META}",
                "{\"file\":\"f\",\"size\":0,META}\n{\"file\":\"f\",\"size\":0,META}",
                "{\"file\":\"b\",\"size\":0,META}\n{\"file\":\"a\",\"size\":0,META}",
                "{\"file\":\"f\",\"size\":-1,META}",
                "{\"file\":\"f\",\"size\":5,META}",
                "{\"file\":\"f\",\"size\":4194305,\"chunks\":[\"DIGEST\"],META}",
                "{\"file\":\"f\",\"size\":1,\"chunks\":[\"zz\"],META}",
                "{\"file\":\"f\",\"size\":1,\"chunks\":[0],META}",
                "{\"file\":\"f\",\"size\":1,\"chunks\":[-1],META}",
                "{\"link\":\"l\",\"target\":\"\",META}",
                "{\"file\":\"f\",\"size\":0,\"mode\":32768,\"uid\":0,\"gid\":0,\"mtime\":1}",
                "{\"file\":\"f\",\"size\":0,\"mode\":420,\"uid\":4294967296,\"gid\":0,\"mtime\":1}",
                "{\"file\":\"f\",\"size\":0,META,\"xattrs\":{\"security.capability\":\"x\"}}",
                "{\"file\":\"f\",\"size\":0,META,\"xattrs\":{\"user.overlay.opaque\":\"y\"}}",
                "{\"pack\":\"sha256:DIGEST\",\"size\":1,\"chunks\":[\"DIGEST:4194305\"]}",
                "{\"pack\":\"sha256:DIGEST\",\"size\":1,\"chunks\":[\"DIGEST:0\"]}",
                "{\"pack\":\"sha256:DIGEST\",\"size\":99999999999,\"chunks\":[]}",
                "{\"pack\":\"md5:1\",\"size\":1,\"chunks\":[]}",
                "{\"device\":\"d\",META}",
                "{",
                "[]"
            })
    void aHostileLineIsRefused(String lines) throws IOException {
        String before = lines.startsWith("{\"pack") ? HEADER : HEADER + ROOT;
        byte[] list = compressed(before + lines.replace("META", META).replace("DIGEST", DIGEST) + "\n");

        assertThatThrownBy(() -> read(list))
                .isInstanceOf(MalformedListException.class)
                .hasMessageStartingWith("line ");
    }

    @Test
    void numbersWithoutEndAreNotTakenIntoMemory() throws IOException {
        byte[] bomb = compressed(HEADER + ROOT + "{\"file\":\"f\",\"size\":0,\"chunks\":[" + "0,".repeat(3 << 20));

        assertThatThrownBy(() -> read(bomb)).hasMessageContaining("values");
    }

    @Test
    void chunksAreCountedOverAllLines() throws IOException {
        String pack = "{\"pack\":\"sha256:DIGEST\",\"size\":1,\"chunks\":[\"DIGEST:1\"]}\n".replace("DIGEST", DIGEST);
        String chunks = "0" + ",0".repeat(99_999);
        StringBuilder files = new StringBuilder();
        for (char name = 'a'; name < 'd'; name++) {
            files.append("{\"file\":\"").append(name).append("\",\"size\":419430400000,\"chunks\":[");
            files.append(chunks).append("],").append(META).append("}\n");
        }

        assertThatThrownBy(() -> read(compressed(HEADER + pack + ROOT + files)))
                .isInstanceOf(MalformedListException.class)
                .hasMessageStartingWith("line 6: more entries");
    }

    @Test
    void chunksOfPacksAreCountedOverAllOfThem() throws IOException {
        String chunks = "\"DIGEST:1\"" + ",\"DIGEST:1\"".repeat(99_999);
        String pack = "{\"pack\":\"sha256:DIGEST\",\"size\":1,\"chunks\":[" + chunks + "]}\n";

        assertThatThrownBy(() -> read(compressed(HEADER + pack.repeat(3).replace("DIGEST", DIGEST))))
                .isInstanceOf(MalformedListException.class)
                .hasMessageStartingWith("line 4: more than");
    }

    @Test
    void attributesWithoutEndAreRefused() throws IOException {
        String value = "x".repeat(70_000);
        String file = "{\"file\":\"f\",\"size\":0,META,\"xattrs\":{\"user.a\":\"" + value + "\"}}\n";

        assertThatThrownBy(() -> read(compressed(HEADER + ROOT + file.replace("META", META))))
                .isInstanceOf(MalformedListException.class);
    }

    @Test
    void packsStandBeforeEntries() throws IOException {
        String pack = "{\"pack\":\"sha256:DIGEST\",\"size\":1,\"chunks\":[\"DIGEST:1\"]}\n".replace("DIGEST", DIGEST);
        String file = "{\"file\":\"f\",\"size\":1,\"chunks\":[0]," + META + "}\n";

        MountList list = read(compressed(HEADER + pack + ROOT + file));

        assertThat(list.entries().get(new TreePath("f")))
                .isEqualTo(new MountEntry.Regular(
                        new TreePath("f"),
                        new MountEntry.Meta(0755, 0, 0, 1, Map.of()),
                        1,
                        List.of(list.packs().getFirst().chunks().getFirst().digest())));
        assertThatThrownBy(() -> read(compressed(HEADER + ROOT + pack))).hasMessageContaining("before entries");
    }

    @Test
    void whatIsNoListIsRefused() throws IOException {
        assertThatThrownBy(() -> read(compressed(""))).isInstanceOf(MalformedListException.class);
        assertThatThrownBy(() -> read(compressed("{\"slipway-mount\":2}\n")))
                .isInstanceOf(MalformedListException.class);
        assertThatThrownBy(() -> read("plain".getBytes(StandardCharsets.UTF_8))).isInstanceOf(IOException.class);
    }

    @Test
    void aLineWithoutEndIsNotReadToItsEnd() throws IOException {
        byte[] bomb = compressed(HEADER + " ".repeat(9 << 20));

        assertThatThrownBy(() -> read(bomb)).hasMessageContaining("more than");
    }
}
