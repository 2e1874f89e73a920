// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopierTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.ofEpochSecond(1_234_567_890));

    @TempDir
    private Path folder;

    private Path source;
    private Path root;

    @BeforeEach
    void makeFolders() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        root = Files.createDirectory(folder.resolve("root"));
    }

    private void file(String path, String text) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    private CopySettings settings(Optional<String> mode, IgnorePatterns excludes) throws IOException {
        int uid = (int) Files.getAttribute(folder, "unix:uid");
        int gid = (int) Files.getAttribute(folder, "unix:gid");
        return new CopySettings(
                Optional.of(new Owner(uid, gid)), mode.flatMap(ModeChange::parse), OptionalLong.empty(), excludes);
    }

    private void copy(String path, String target) throws IOException, CopyException {
        copy(path, target, settings(Optional.empty(), IgnorePatterns.NONE), false);
    }

    private void copy(String path, String target, CopySettings settings, boolean parents)
            throws KernelException, CopyException {
        Content content = Content.ofContext(source, IgnorePatterns.NONE, Kernel.linux(), folder.resolve("memory"));
        try (Copier copier = new Copier(Kernel.linux(), root)) {
            copier.copy(content, content.select(List.of(path), parents), target, settings);
        }
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }

    @Test
    void foldersMadeOnTheWayHaveTheModeThatIsANumberWithoutSetUserId() throws Exception {
        file("a", "text");
        Files.createDirectory(root.resolve("there"));

        copy("a", "/there/p/a", settings(Optional.of("4700"), IgnorePatterns.NONE), false);
        copy("a", "/changed/a", settings(Optional.of("u=rwX,go="), IgnorePatterns.NONE), false);
        try (Copier copier = new Copier(Kernel.linux(), root)) {
            copier.writeFile("a", new byte[0], "/written/a", settings(Optional.of("711"), IgnorePatterns.NONE));
        }

        assertThat(mode("there/p")).isEqualTo("rwx------");
        assertThat(mode("there")).isEqualTo("rwxr-xr-x");
        assertThat(mode("changed")).isEqualTo("rwxr-xr-x");
        assertThat(mode("written")).isEqualTo("rwx--x--x");
    }

    @Test
    void fileGoesIntoAFolderOrBecomesTheTarget() throws Exception {
        file("a", "text");
        Files.createDirectory(root.resolve("there"));

        copy("a", "/there");
        copy("a", "/new/");
        copy("a", "/other/name");

        assertThat(root.resolve("there/a")).hasContent("text");
        assertThat(root.resolve("new/a")).hasContent("text");
        assertThat(root.resolve("other/name")).hasContent("text");
        assertThat(Files.getLastModifiedTime(root.resolve("there/a"))).isEqualTo(LONG_AGO);
    }

    @Test
    void folderThatContentComesIntoTakesItsTimeAndKeepsItsMode() throws Exception {
        file("dir/a", "text");
        Files.setLastModifiedTime(source.resolve("dir"), LONG_AGO);
        Path there = Files.createDirectory(root.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwx------"));

        copy("dir", "/there");
        copy("dir", "/made");

        assertThat(Files.getLastModifiedTime(there)).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(root.resolve("made"))).isEqualTo(LONG_AGO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
                .isEqualTo("rwx------");
    }

    @Test
    void namesOfOneFileStayNamesOfOneFile() throws Exception {
        file("dir/one", "text");
        Files.createLink(source.resolve("dir/two"), source.resolve("dir/one"));
        Files.createDirectory(source.resolve("dir/below"));
        Files.createLink(source.resolve("dir/below/three"), source.resolve("dir/one"));

        copy("dir", "/to");

        Object first = Files.getAttribute(root.resolve("to/one"), "unix:ino");
        assertThat(Files.getAttribute(root.resolve("to/two"), "unix:ino")).isEqualTo(first);
        assertThat(Files.getAttribute(root.resolve("to/below/three"), "unix:ino"))
                .isEqualTo(first);
        assertThat(Files.getAttribute(source.resolve("dir/one"), "unix:ino")).isNotEqualTo(first);
    }

    @Test
    void linksOfTheTargetAreFollowedWithinTheRoot() throws Exception {
        file("a", "text");
        Files.createDirectory(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("/real"));
        Files.createSymbolicLink(root.resolve("out"), Path.of("../../../.."));

        copy("a", "/link/");
        copy("a", "/out/escaped");

        assertThat(root.resolve("real/a")).hasContent("text");
        assertThat(root.resolve("escaped")).hasContent("text");
    }

    @Test
    void modeIsAbsoluteOrAChange() throws Exception {
        file("dir/a", "text");
        Files.setPosixFilePermissions(source.resolve("dir/a"), PosixFilePermissions.fromString("rw-------"));

        copy("dir", "/octal", settings(Optional.of("640"), IgnorePatterns.NONE), false);
        copy("dir", "/symbolic", settings(Optional.of("u+x,go=r"), IgnorePatterns.NONE), false);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("octal/a"))))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("symbolic/a"))))
                .isEqualTo("rwxr--r--");
    }

    @Test
    void excludedFilesStayBehind() throws Exception {
        file("dir/keep", "text");
        file("dir/skip.tmp", "text");
        file("dir/below/skip.tmp", "text");

        copy(
                "dir",
                "/to",
                settings(
                        Optional.empty(), IgnorePatterns.of(List.of("**/*.tmp")).orElseThrow()),
                false);

        assertThat(root.resolve("to/keep")).exists();
        assertThat(root.resolve("to/skip.tmp")).doesNotExist();
        assertThat(root.resolve("to/below")).isEmptyDirectory();
    }

    @Test
    void parentsAreKeptFromThePivotOn() throws Exception {
        file("a/b/c/file", "text");

        copy("a/./b/c/file", "/to/", settings(Optional.empty(), IgnorePatterns.NONE), true);
        copy("a/b/c/file", "/all/", settings(Optional.empty(), IgnorePatterns.NONE), true);

        assertThat(root.resolve("to/b/c/file")).hasContent("text");
        assertThat(root.resolve("all/a/b/c/file")).hasContent("text");
    }

    @Test
    void aFileNeverReplacesAFolder() throws Exception {
        file("dir/x", "text");
        Files.createDirectories(root.resolve("to/x"));

        assertThatThrownBy(() -> copy("dir", "/to"))
                .isInstanceOf(CopyException.class)
                .hasMessageContaining("cannot replace to directory");
    }

    @Test
    void pathWithoutWildcardsMustBeThere() throws Exception {
        file("a1", "text");

        copy("a*", "/");
        copy("b*", "/");

        assertThat(root.resolve("a1")).exists();
        assertThatThrownBy(() -> copy("b", "/")).hasMessageContaining("\"/b\" not found");
    }

    private void wideTree() throws IOException {
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 200; j++) {
                file("d" + i + "/f" + j, "file " + i + " " + j);
            }
        }
        file("top", "on top");
        Files.createDirectories(source.resolve("empty/below"));
        Files.createSymbolicLink(source.resolve("d3/link"), Path.of("f7"));
    }

    private void copyAll() throws Exception {
        Content content = Content.ofContext(source, IgnorePatterns.NONE, Kernel.linux(), folder.resolve("memory"));
        List<Selected> all = content.select(List.of("/"), false);
        assertThat(content.digest(all, IgnorePatterns.NONE)).isNotNull();
        try (Copier copier = new Copier(Kernel.linux(), root)) {
            copier.copy(content, all, "/to", settings(Optional.empty(), IgnorePatterns.NONE));
        }
    }

    private static List<String> listed(Path top) throws IOException {
        try (var found = Files.walk(top)) {
            return found.filter(path -> !path.equals(top))
                    .map(path -> top.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void wideTreesAreCopiedWholeByEveryThread() throws Exception {
        wideTree();

        copyAll();

        assertThat(listed(root.resolve("to"))).isEqualTo(listed(source));
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 200; j++) {
                Path file = root.resolve("to/d" + i + "/f" + j);
                assertThat(file).hasContent("file " + i + " " + j);
                assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
            }
        }
        assertThat(Files.readSymbolicLink(root.resolve("to/d3/link"))).hasToString("f7");
        assertThat(Files.getLastModifiedTime(root.resolve("to/d5")))
                .isEqualTo(Files.getLastModifiedTime(source.resolve("d5")));
    }

    @Test
    void namesOfOneFileStayOneFileInWideTreesToo() throws Exception {
        wideTree();
        Files.createLink(source.resolve("d9/other"), source.resolve("d1/f1"));

        copyAll();

        assertThat(Files.isSameFile(root.resolve("to/d1/f1"), root.resolve("to/d9/other")))
                .isTrue();
    }

    @Test
    void foldersThatWereNotReadAreNotTakenToBeFreeOfLinks() throws Exception {
        wideTree();
        file("a/one", "one file");
        Files.createDirectory(source.resolve("zz"));
        Files.createLink(source.resolve("zz/two"), source.resolve("a/one"));
        Content content = Content.ofContext(source, IgnorePatterns.NONE, Kernel.linux(), folder.resolve("memory"));
        for (int i = 0; i < 12; i++) {
            assertThat(content.digest(content.select(List.of("/d" + i), false), IgnorePatterns.NONE))
                    .isNotNull();
        }

        try (Copier copier = new Copier(Kernel.linux(), root)) {
            copier.copy(
                    content,
                    content.select(List.of("/"), false),
                    "/to",
                    settings(Optional.empty(), IgnorePatterns.NONE));
        }

        assertThat(Files.isSameFile(root.resolve("to/a/one"), root.resolve("to/zz/two")))
                .isTrue();
    }

    @Test
    void whatFailsInOnePartOfAWideTreeIsTold() throws Exception {
        wideTree();
        Files.createDirectories(root.resolve("to/d8/f9"));

        assertThatThrownBy(this::copyAll).isInstanceOf(CopyException.class).hasMessageContaining("f9");
    }
}
