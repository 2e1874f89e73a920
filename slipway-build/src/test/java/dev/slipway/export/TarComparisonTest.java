// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.oci.tar.ByteString;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TarComparisonTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

    private static final class Tar {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarWriter writer = new TarWriter(bytes);

        Tar put(TarEntry entry, byte... content) throws IOException {
            writer.put(
                    entry.type() == TarEntry.Type.FILE ? entry.withSize(content.length) : entry,
                    new ByteArrayInputStream(content));
            return this;
        }

        ByteArrayInputStream end() throws IOException {
            writer.close();
            return new ByteArrayInputStream(bytes.toByteArray());
        }
    }

    private static TarEntry file(String name) {
        return TarEntry.file(name, 0644, 0, TIME);
    }

    private static List<String> told(Tar one, Tar other) throws IOException {
        return TarComparison.compare(0, one.end(), other.end()).files().stream()
                .map(LayerDifference.File::toString)
                .toList();
    }

    @Test
    void equalTarsDoNotDiffer() throws IOException {
        assertThat(told(new Tar().put(file("a"), (byte) 1), new Tar().put(file("a"), (byte) 1)))
                .isEmpty();
    }

    @Test
    void contentIsToldWithTheFirstByteThatDiffers() throws IOException {
        byte[] large = new byte[200_000];
        byte[] other = Arrays.copyOf(large, 200_001);
        other[150_000] = 1;

        assertThat(told(
                        new Tar().put(file("a"), large).put(file("b"), (byte) 1),
                        new Tar().put(file("a"), other).put(file("b"))))
                .containsExactly(
                        "/a: content differs from byte 150000 on (200000 bytes, then 200001)",
                        "/b: content differs from byte 0 on (1 bytes, then 0)");
    }

    @Test
    void whatStandsInOneOnlyIsToldWhereverItStands() throws IOException {
        Tar one = new Tar()
                .put(TarEntry.directory("d", 0755, TIME))
                .put(file("d/x"))
                .put(file("d.a"));
        Tar other = new Tar()
                .put(TarEntry.directory("d", 0755, TIME))
                .put(file("d.a"))
                .put(file("e"));

        assertThat(told(one, other)).containsExactly("/d/x: only in the first build", "/e: only in the second build");
    }

    @Test
    void eachAspectIsTold() throws IOException {
        TreeMap<ByteString, ByteString> attributes = new TreeMap<>();
        attributes.put(ByteString.of("user.a"), ByteString.of("b"));
        Tar one = new Tar()
                .put(file("a").withMode(04755).withOwner(new TarEntry.Owner(1, 2)))
                .put(TarEntry.symlink("l", "x", TIME))
                .put(file("t"))
                .put(file("x"));
        Tar other = new Tar()
                .put(file("a").withModified(TIME.plusSeconds(1)))
                .put(TarEntry.symlink("l", "y", TIME))
                .put(TarEntry.plain(ByteString.of("t"), TarEntry.Type.FIFO, 0644, TIME))
                .put(file("x").withXattrs(attributes));

        assertThat(told(one, other))
                .containsExactly(
                        "/a: mode 04755, then 0644; owner 1:2, then 0:0;"
                                + " time 2023-11-14T22:13:20Z, then 2023-11-14T22:13:21Z",
                        "/l: link x, then y",
                        "/t: type FILE, then FIFO",
                        "/x: attributes {}, then {user.a=b}");
    }

    @Test
    void ofManyTheFirstAreToldAndThoseOfTimeLast() throws IOException {
        Tar one = new Tar();
        Tar other = new Tar();
        for (int i = 10; i < 30; i++) {
            one.put(file("f" + i));
            other.put(file("f" + i).withModified(TIME.plusSeconds(1)));
        }
        LayerDifference found = TarComparison.compare(
                3,
                one.put(file("z"), (byte) 1).end(),
                other.put(file("z"), (byte) 2).end());

        assertThat(found.layer()).isEqualTo(3);
        assertThat(found.files()).hasSize(10);
        assertThat(found.files().getFirst().path()).isEqualTo("/z");
        assertThat(found.more()).isEqualTo(11);
        assertThat(found.aspects()).containsExactly(LayerDifference.Aspect.CONTENT, LayerDifference.Aspect.TIME);
    }
}
