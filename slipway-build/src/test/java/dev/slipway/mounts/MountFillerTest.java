// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountFillerTest {
    private static final Kernel KERNEL = Kernel.linux();

    @TempDir
    private Path work;

    private Path source;
    private Path target;
    private List<PackWriter.Written> written;

    @BeforeEach
    void makeFolders() throws IOException {
        source = Files.createDirectory(work.resolve("source"));
        target = Files.createDirectory(work.resolve("target"));
        written = new ArrayList<>();
    }

    private MountList packed() throws IOException {
        MountList list = scanned(source, new SeenFiles()).list();
        Path packs = Files.createDirectories(work.resolve("packs"));
        try (Dir top = KERNEL.open(source);
                PackWriter writer = new PackWriter(packs)) {
            MountPacker packer = new MountPacker(writer, MountList.chunks(list.entries()));
            packer.addFiles(top, list);
            written = writer.finish();
        }
        return new MountList(
                list.entries(), written.stream().map(PackWriter.Written::pack).toList());
    }

    private static MountScan.Found scanned(Path folder, SeenFiles before) throws IOException {
        try (Dir top = KERNEL.open(folder)) {
            return MountScan.of(top, before);
        }
    }

    private MountFiller.Packs packs() {
        return pack -> Files.newInputStream(written.stream()
                .filter(one -> one.pack().equals(pack))
                .findFirst()
                .orElseThrow()
                .file());
    }

    private void fillSource() throws IOException {
        Random random = new Random(7);
        byte[] large = new byte[9 << 20];
        random.nextBytes(large);
        Files.write(source.resolve("large"), large);
        Files.createDirectories(source.resolve("d/e"));
        for (int i = 0; i < 30; i++) {
            byte[] bytes = new byte[random.nextInt(900_000)];
            random.nextBytes(bytes);
            Files.write(source.resolve("d/" + i), bytes);
        }
        Files.write(source.resolve("d/twin"), large);
        Files.createFile(source.resolve("empty"));
        Files.createSymbolicLink(source.resolve("d/e/link"), Path.of("../../large"));
        Files.setPosixFilePermissions(source.resolve("d/1"), PosixFilePermissions.fromString("r-x------"));
        Files.setLastModifiedTime(source.resolve("d/1"), FileTime.fromMillis(1_234));
        Files.setLastModifiedTime(source.resolve("d/e"), FileTime.fromMillis(5_678));
        Files.setPosixFilePermissions(source.resolve("d/e"), PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    @Test
    void aMountComesBackAsItWas() throws Exception {
        fillSource();
        MountList list = packed();

        SeenFiles seen = new MountFiller(KERNEL, target, list).fill(packs());

        MountScan.Found found = scanned(target, seen);
        assertThat(found.list().entries()).isEqualTo(list.entries());
        assertThat(Files.mismatch(source.resolve("large"), target.resolve("large")))
                .isEqualTo(-1);
        assertThat(scanned(target, new SeenFiles()).list()).isEqualTo(found.list());
    }

    @Test
    void theSameContentIsPackedOnce() throws Exception {
        fillSource();

        MountList list = packed();

        List<Digest> chunks = list.packs().stream()
                .flatMap(pack -> pack.chunks().stream().map(Pack.Chunk::digest))
                .toList();
        assertThat(chunks).doesNotHaveDuplicates();
        assertThat(list.packs()).hasSizeGreaterThan(1);
    }

    @Test
    void aFileThatIsAsItWasIsNotRead() throws Exception {
        Path file = Files.writeString(source.resolve("f"), "first");
        MountScan.Found first = scanned(source, new SeenFiles());
        // its times and size are those of before: nothing but its content tells
        byte[] note = first.seen().toBytes(Long.MAX_VALUE);
        SeenFiles lie = SeenFiles.read(note, new MountList(Trees.of(like(first, "other")), List.of()));

        assertThat(scanned(source, lie).list().entries().get(new TreePath("f"))).isEqualTo(like(first, "other"));

        Files.writeString(file, "third");
        assertThat(scanned(source, lie).list().entries().get(new TreePath("f")))
                .extracting(entry -> ((MountEntry.Regular) entry).chunks())
                .isEqualTo(List.of(Digest.of("third")));
    }

    private static MountEntry like(MountScan.Found found, String text) {
        MountEntry.Regular file = (MountEntry.Regular)
                Objects.requireNonNull(found.list().entries().get(new TreePath("f")));
        return new MountEntry.Regular(file.path(), file.meta(), file.sizeBytes(), List.of(Digest.of(text)));
    }

    @Test
    void aFileChangedJustNowIsReadAgain() throws Exception {
        Files.writeString(source.resolve("f"), "first");
        MountScan.Found first = scanned(source, new SeenFiles());

        byte[] note = first.seen().toBytes(0);

        assertThat(SeenFiles.read(note, first.list()).toBytes(Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void aPackThatIsNotWhatTheListSaysIsRefused() throws Exception {
        Files.writeString(source.resolve("f"), "content");
        MountList list = packed();
        Files.writeString(source.resolve("f"), "another");
        MountList other = packed();

        MountFiller filler = new MountFiller(KERNEL, target, list);

        assertThatThrownBy(() ->
                        filler.fill(_ -> Files.newInputStream(written.getFirst().file())))
                .isInstanceOf(MalformedListException.class)
                .hasMessageContaining("its content is not what the list says");
        assertThat(other).isNotEqualTo(list);
    }

    @Test
    void aPackWithMoreThanTheListSaysIsRefused() throws Exception {
        Files.writeString(source.resolve("a"), "content");
        MountList small = packed();
        Files.writeString(source.resolve("b"), "x".repeat(1 << 20));
        packed();

        MountFiller filler = new MountFiller(KERNEL, target, small);

        assertThatThrownBy(() ->
                        filler.fill(_ -> Files.newInputStream(written.getFirst().file())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void contentThatNoPackHasIsRefusedBeforeAnythingIsFetched() throws Exception {
        Files.writeString(source.resolve("f"), "content");
        MountList list = new MountList(packed().entries(), List.of());

        assertThatThrownBy(() -> new MountFiller(KERNEL, target, list).fill(packs()))
                .isInstanceOf(MalformedListException.class);
        assertThat(target).isEmptyDirectory();
    }
}
