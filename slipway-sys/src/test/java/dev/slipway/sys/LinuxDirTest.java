// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxDirTest {
    private static final byte[] NOT_UTF8 = {'a', (byte) 0xff, (byte) 0xfe};

    @TempDir
    private Path folder;

    private Dir dir;

    @BeforeEach
    void open() throws Exception {
        dir = Kernel.linux().open(folder);
    }

    @AfterEach
    void close() throws Exception {
        for (DirEntry entry : dir.entries()) {
            dir.removeTree(entry.name());
        }
        dir.close();
    }

    @Test
    void folderWhoseNameIsNotUtf8IsOpenedByItsPath() throws Exception {
        Path inner = Files.createDirectory(Path.of(URI.create(folder.toUri() + "a%FF%25%FE")));
        Files.createDirectory(inner.resolve("b"));

        try (Dir opened = Kernel.linux().open(inner);
                Dir below = Kernel.linux().open(inner.resolve("b"))) {
            assertThat(opened.entries()).hasSize(1);
            assertThat(below.entries()).isEmpty();
        }
    }

    @Test
    void namesAreBytesWhateverTheLocale() throws Exception {
        write(dir, NOT_UTF8, "content");

        assertThat(dir.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo(NOT_UTF8);
            assertThat(entry.stat().size()).isEqualTo(7);
            assertThat(entry.stat().type()).isEqualTo(FileType.FILE);
        });
        assertThat(read(dir, NOT_UTF8)).isEqualTo("content");
    }

    @Test
    void entriesComeInTheOrderOfTheirBytes() throws Exception {
        for (String name : new String[] {"b", "B", "a.b", "a", "a0"}) {
            write(dir, bytes(name), "");
        }
        write(dir, NOT_UTF8, "");

        assertThat(dir.entries().stream().map(e -> new String(e.name(), StandardCharsets.ISO_8859_1)))
                .containsExactly("B", "a", "a.b", "a0", "a\u00ff\u00fe", "b");
    }

    @Test
    void readsFoldersOfManyThousandEntries() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            write(dir, bytes("a-rather-long-name-so-that-one-read-is-not-enough-" + i), "");
        }

        assertThat(dir.entries()).hasSize(3_000);
        assertThat(dir.entries()).as("a second time").hasSize(3_000);
    }

    @Test
    void modesAreExactWhateverTheUmask() throws Exception {
        dir.makeDir(bytes("d"), 01777);
        dir.create(bytes("f"), 04766).close();

        assertThat(dir.stat(bytes("d")).orElseThrow().mode()).isEqualTo(01777);
        assertThat(dir.stat(bytes("f")).orElseThrow().mode()).isEqualTo(04766);
    }

    @Test
    void timesAreKeptToTheNanosecondAndBefore1970() throws Exception {
        write(dir, bytes("f"), "x");

        dir.setTime(bytes("f"), 1_234_567_890_123_456_789L);
        assertThat(dir.stat(bytes("f")).orElseThrow().mtime()).isEqualTo(1_234_567_890_123_456_789L);

        dir.setTime(bytes("f"), -1);
        assertThat(dir.stat(bytes("f")).orElseThrow().mtime()).isEqualTo(-1);
    }

    @Test
    void symbolicLinksAreNeverFollowed() throws Exception {
        Path outside = Files.createTempDirectory("slipway-outside");
        Files.writeString(outside.resolve("secret"), "secret");
        dir.symlink(bytes(outside.toString()), bytes("link"));
        dir.symlink(bytes(outside.resolve("secret").toString()), bytes("file"));

        assertThatThrownBy(() -> dir.open(bytes("link"))).isInstanceOf(KernelException.class);
        assertThatThrownBy(() -> dir.openBeneath(bytes("link/x"))).hasMessageContaining("ELOOP");
        assertThatThrownBy(() -> dir.openBeneath(bytes("../x"))).hasMessageContaining("EXDEV");
        assertThatThrownBy(() -> dir.openFile(bytes("file"))).hasMessageContaining("ELOOP");
        assertThatThrownBy(() -> dir.create(bytes("file"), 0600)).hasMessageContaining("EEXIST");
        assertThatThrownBy(() -> dir.setMode(bytes("file"), 0777)).isInstanceOf(KernelException.class);
        assertThat(dir.readLink(bytes("link"))).isEqualTo(bytes(outside.toString()));
        dir.removeTree(bytes("link"));
        assertThat(outside.resolve("secret")).hasContent("secret");
        Files.delete(outside.resolve("secret"));
        Files.delete(outside);
    }

    @Test
    void namesWithSlashesOrDotsAreRefused() {
        for (String name : new String[] {"", ".", "..", "a/b", "/", "a\0b"}) {
            assertThatThrownBy(() -> dir.makeDir(bytes(name), 0755))
                    .as(name)
                    .isInstanceOfSatisfying(
                            KernelException.class,
                            e -> assertThat(e.is(Errno.EINVAL)).isTrue());
        }
    }

    @Test
    void hardLinksShareTheirInode() throws Exception {
        write(dir, bytes("a"), "x");
        dir.makeDir(bytes("d"), 0755);
        try (Dir child = dir.open(bytes("d"))) {
            child.link(dir, bytes("a"), bytes("b"));

            FileStat linked = child.stat(bytes("b")).orElseThrow();
            assertThat(linked.ino())
                    .isEqualTo(dir.stat(bytes("a")).orElseThrow().ino());
            assertThat(linked.nlink()).isEqualTo(2);
        }
    }

    @Test
    void attributesAreSetListedAndRead() throws Exception {
        write(dir, NOT_UTF8, "x");

        dir.setXattr(NOT_UTF8, bytes("user.two"), bytes("2"));
        dir.setXattr(NOT_UTF8, bytes("user.one"), new byte[] {0, 1, (byte) 0xff});

        assertThat(dir.xattrs(NOT_UTF8).stream().map(name -> new String(name, StandardCharsets.UTF_8)))
                .contains("user.one", "user.two");
        assertThat(dir.xattr(NOT_UTF8, bytes("user.one"))).contains(new byte[] {0, 1, (byte) 0xff});
        assertThat(dir.xattr(NOT_UTF8, bytes("user.none"))).isEmpty();
    }

    @Test
    void copiesKeepContentModeAndTime() throws Exception {
        for (int size : new int[] {0, 1, 4096, 262_144, 262_145, 3_000_000}) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            Files.write(folder.resolve("from"), content);
            dir.setMode(bytes("from"), 0751);
            dir.setTime(bytes("from"), 987_654_321_000_000_001L);

            dir.copyFile(dir, bytes("from"), bytes("to"), CopiedMeta.AS_SOURCE);

            assertThat(Files.readAllBytes(folder.resolve("to"))).isEqualTo(content);
            FileStat stat = dir.stat(bytes("to")).orElseThrow();
            assertThat(stat.mode()).isEqualTo(0751);
            assertThat(stat.mtime()).isEqualTo(987_654_321_000_000_001L);
            dir.remove(bytes("to"), false);
        }
    }

    @Test
    void copiesTakeWhatTheyAreGiven() throws Exception {
        write(dir, bytes("from"), "x");

        CopiedMeta meta =
                new CopiedMeta(OptionalInt.of(0600), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(5));
        dir.copyFile(dir, bytes("from"), bytes("to"), meta);

        FileStat stat = dir.stat(bytes("to")).orElseThrow();
        assertThat(stat.mode()).isEqualTo(0600);
        assertThat(stat.mtime()).isEqualTo(5);
    }

    @Test
    void pipesAreNotCopiedAndDoNotBlock() throws Exception {
        dir.makeNode(bytes("pipe"), FileType.FIFO, 0600, 0);

        assertThatThrownBy(() -> dir.copyFile(dir, bytes("pipe"), bytes("to"), CopiedMeta.AS_SOURCE))
                .hasMessageContaining("is no regular file");
    }

    @Test
    void treesDeeperThanDescriptorsAreRemoved() throws Exception {
        dir.makeDir(bytes("deep"), 0755);
        Dir at = dir.open(bytes("deep"));
        for (int i = 0; i < 1_000; i++) {
            at.makeDir(bytes("d"), 0755);
            Dir next = at.open(bytes("d"));
            at.close();
            at = next;
        }
        at.close();

        assertThat(dir.removeTree(bytes("deep"))).isTrue();
        assertThat(dir.removeTree(bytes("deep"))).isFalse();
        assertThat(dir.entries()).isEmpty();
    }

    @Test
    void failuresNameTheCallTheFileAndTheReason() {
        assertThatThrownBy(() -> dir.readLink(bytes("none")))
                .hasMessage("readlinkat(\"none\"): ENOENT (no such file or directory)");
    }

    @Test
    void virtualThreadsRunBlockingWorkElsewhere() throws Exception {
        String[] name = {""};
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        name[0] =
                                NativeThreads.call(() -> Thread.currentThread().getName());
                    } catch (Exception e) {
                        name[0] = e.toString();
                    }
                })
                .join();

        assertThat(name[0]).startsWith("slipway-native-");
    }

    private static void write(Dir dir, byte[] name, String content) throws KernelException {
        try (OpenFile file = dir.create(name, 0644)) {
            file.write(ByteBuffer.wrap(bytes(content)));
        }
    }

    private static String read(Dir dir, byte[] name) throws KernelException {
        byte[] buffer = new byte[100];
        try (OpenFile file = dir.openFile(name)) {
            int count = file.read(buffer, 0, buffer.length);
            assertThat(file.read(buffer, 0, 1)).isEqualTo(-1);
            return new String(buffer, 0, count, StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
