// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountStubsTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path temporary;

    Path rootfs = Path.of("/");

    @BeforeEach
    void root() throws IOException {
        rootfs = Files.createDirectory(temporary.resolve("root"));
        Files.createDirectory(rootfs.resolve("etc"));
        Files.setLastModifiedTime(rootfs.resolve("etc"), LONG_AGO);
        Files.setLastModifiedTime(rootfs, LONG_AGO);
    }

    private static MountStubs.Target file(String path) {
        return new MountStubs.Target(path, false);
    }

    private static MountStubs.Target folder(String path) {
        return new MountStubs.Target(path, true);
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(rootfs)) {
            return all.map(path -> rootfs.relativize(path).toString()).sorted().toList();
        }
    }

    @Test
    void stubsLeaveNoTrace() throws IOException {
        try (MountStubs _ = MountStubs.make(rootfs, List.of(file("/etc/hosts"), folder("/a/b/c"), file("/a/b/d")))) {
            assertThat(tree()).containsExactly("", "a", "a/b", "a/b/c", "a/b/d", "etc", "etc/hosts");
        }

        assertThat(tree()).containsExactly("", "etc");
        assertThat(Files.getLastModifiedTime(rootfs.resolve("etc"))).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(rootfs)).isEqualTo(LONG_AGO);
    }

    @Test
    void whatWasThereStays() throws IOException {
        Files.createFile(rootfs.resolve("etc/hosts"));

        MountStubs.make(rootfs, List.of(file("/etc/hosts"))).close();

        assertThat(tree()).contains("etc/hosts");
    }

    @Test
    void whatWasFilledStays() throws IOException {
        try (MountStubs _ = MountStubs.make(rootfs, List.of(file("/etc/hosts"), folder("/cache/x")))) {
            Files.writeString(rootfs.resolve("etc/hosts"), "mine");
            Files.createFile(rootfs.resolve("cache/kept"));
        }

        assertThat(tree()).containsExactly("", "cache", "cache/kept", "etc", "etc/hosts");
    }

    @Test
    void timeOfAChangeByTheProcessIsKept() throws IOException {
        FileTime change = FileTime.fromMillis(1_500_000_000_000L);
        try (MountStubs _ = MountStubs.make(rootfs, List.of(file("/etc/hosts")))) {
            Files.createFile(rootfs.resolve("etc/new"));
            Files.setLastModifiedTime(rootfs.resolve("etc"), change);
        }

        assertThat(Files.getLastModifiedTime(rootfs.resolve("etc"))).isEqualTo(change);
    }

    @Test
    void linksDoNotLeadOut() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createSymbolicLink(rootfs.resolve("out"), outside);

        try (MountStubs _ = MountStubs.make(rootfs, List.of(file("/out/secret")))) {
            assertThat(outside).isEmptyDirectory();
        }
        assertThat(outside).isEmptyDirectory();
        assertThat(tree()).containsExactly("", "etc", "out");
    }

    @Test
    void linkThatTheProcessPutsInPlaceIsNotFollowed() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createFile(outside.resolve("secret"));
        try (MountStubs _ = MountStubs.make(rootfs, List.of(file("/in/secret")))) {
            Files.delete(rootfs.resolve("in/secret"));
            Files.delete(rootfs.resolve("in"));
            Files.createSymbolicLink(rootfs.resolve("in"), outside);
        }

        assertThat(outside.resolve("secret")).exists();
        assertThat(rootfs.resolve("in")).isSymbolicLink();
    }

    @Test
    void mountPointBelowAFileIsRefused() throws IOException {
        Files.writeString(rootfs.resolve("f"), "x");

        assertThatThrownBy(() -> MountStubs.make(rootfs, List.of(folder("/new"), folder("/f/x"))))
                .isInstanceOf(IOException.class);
        assertThat(tree()).as("and what was made before is gone").containsExactly("", "etc", "f");
    }

    @Test
    void linksInCirclesAreRefused() throws IOException {
        Files.createSymbolicLink(rootfs.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(rootfs.resolve("b"), Path.of("a"));

        assertThatThrownBy(() -> MountStubs.make(rootfs, List.of(folder("/a/x"))))
                .hasMessageContaining("too many symbolic links");
    }
}
