// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root and a mount namespace of its own: {@code unshare --mount --propagation private mvn ...}. */
@Tag("root")
class KernelMountTest {
    private static final byte[] X = {'x'};
    private static final byte[] Y = {'y'};

    private final Kernel kernel = Kernel.linux();

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void makeTarget() throws Exception {
        target = Files.createDirectory(folder.resolve("target"));
    }

    @AfterEach
    void unmount() throws Exception {
        while (kernel.unmount(target)) {
            // one below another
        }
        try (Dir dir = kernel.open(folder)) {
            for (DirEntry entry : dir.entries()) {
                dir.removeTree(entry.name());
            }
        }
    }

    @Test
    void overlayShowsLayersTopmostFirstAndWritesToItsUpper() throws Exception {
        Path bottom = layer("bottom", "a", "of bottom");
        Path top = layer("top", "a", "of top");
        Files.writeString(bottom.resolve("only"), "x");
        Path upper = Files.createDirectory(folder.resolve("upper"));
        Path work = Files.createDirectory(folder.resolve("work"));

        kernel.mountOverlay(new Overlay(List.of(bottom, top), Optional.of(new Overlay.Upper(upper, work))), target);

        assertThat(target.resolve("a")).hasContent("of top");
        Files.delete(target.resolve("only"));
        Files.writeString(target.resolve("new"), "new");
        assertThat(upper.resolve("new")).hasContent("new");
        try (Dir dir = kernel.open(upper)) {
            assertThat(dir.stat("only".getBytes(StandardCharsets.UTF_8))
                            .orElseThrow()
                            .isWhiteout())
                    .isTrue();
        }
    }

    @Test
    void overlayOfHundredsOfLayersWithLongNamesMounts() throws Exception {
        Path deep = folder.resolve("n".repeat(120)).resolve("m".repeat(120));
        List<Path> lower = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Path layer = Files.createDirectories(deep.resolve(Integer.toString(i)));
            Files.writeString(layer.resolve("f" + i), "x");
            lower.add(layer);
        }

        kernel.mountOverlay(new Overlay(lower, Optional.empty()), target);

        assertThat(target.resolve("f0")).exists();
        assertThat(target.resolve("f299")).exists();
        assertThatThrownBy(() -> Files.writeString(target.resolve("new"), "x")).hasMessageContaining("Read-only");
    }

    @Test
    void whatTheKernelSaysIsPassedOn() {
        Overlay overlay = new Overlay(List.of(folder.resolve("none"), folder.resolve("neither")), Optional.empty());

        assertThatThrownBy(() -> kernel.mountOverlay(overlay, target))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("ENOENT")
                .hasMessageContaining("neither");
    }

    @Test
    void devicesAndOwnersAreSet() throws Exception {
        assumeFalse(kernel.inUserNamespace(), "nobody can make devices there");
        try (Dir dir = kernel.open(folder)) {
            dir.makeNode(X, FileType.CHARACTER_DEVICE, 0666, FileStat.device(1, 300));
            dir.setOwner(X, 12, 100_000);

            FileStat stat = dir.stat(X).orElseThrow();
            assertThat(stat.rdevMajor()).isEqualTo(1);
            assertThat(stat.rdevMinor()).isEqualTo(300);
            assertThat(stat.uid()).isEqualTo(12);
            assertThat(stat.gid()).isEqualTo(100_000);
            assertThat(stat.mode()).isEqualTo(0666);
        }
    }

    @Test
    void deviceInAnOverlayIsAnEntryThatCannotBeOpened() throws Exception {
        assumeFalse(kernel.inUserNamespace(), "nobody can make devices there");
        kernel.mountOverlay(withNull(Overlay.Devices.INERT), target);

        assertThatThrownBy(() -> Files.writeString(target.resolve("x"), "text"))
                .isInstanceOf(AccessDeniedException.class);
        try (Dir dir = kernel.open(target)) {
            assertThat(dir.stat(X).orElseThrow().rdevMinor()).isEqualTo(3);
            dir.makeNode(Y, FileType.CHARACTER_DEVICE, 0600, FileStat.device(1, 5));
            assertThat(dir.stat(Y).orElseThrow().rdevMinor()).isEqualTo(5);
        }
    }

    @Test
    void deviceInAnOverlayForEverythingLeadsToTheDevice() throws Exception {
        assumeFalse(kernel.inUserNamespace(), "nobody can make devices there");
        kernel.mountOverlay(withNull(Overlay.Devices.USABLE), target);

        Files.writeString(target.resolve("x"), "text");

        assertThat(Files.readAllBytes(target.resolve("x"))).isEmpty();
    }

    private Overlay withNull(Overlay.Devices devices) throws Exception {
        Path lower = layer("lower", "a", "x");
        try (Dir dir = kernel.open(lower)) {
            dir.makeNode(X, FileType.CHARACTER_DEVICE, 0666, FileStat.device(1, 3));
        }
        Path upper = Files.createDirectory(folder.resolve("upper"));
        Path work = Files.createDirectory(folder.resolve("work"));
        return new Overlay(List.of(lower), Optional.of(new Overlay.Upper(upper, work)), devices);
    }

    @Test
    void bindTmpfsAndPropagation() throws Exception {
        Path source = layer("source", "a", "x");
        kernel.mountTmpfs(target, "mode=0700,size=64k");
        assertThat(target).isEmptyDirectory();
        kernel.bind(source, target, true);
        kernel.setPropagation(target, Propagation.SHARED);

        assertThat(target.resolve("a")).hasContent("x");
        assertThatThrownBy(() -> Files.writeString(target.resolve("b"), "x")).hasMessageContaining("Read-only");
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .containsPattern(Pattern.quote(target.toString()) + " ro\\S* shared:");
        assertThat(kernel.unmount(target)).isTrue();
        assertThat(kernel.unmount(target)).isTrue();
        assertThat(kernel.unmount(target)).isFalse();
    }

    @Test
    void syncingReachesTheFileSystem() throws Exception {
        kernel.syncFileSystem(folder);

        assertThatThrownBy(() -> kernel.syncFileSystem(folder.resolve("none"))).hasMessageContaining("ENOENT");
    }

    private Path layer(String name, String file, String content) throws Exception {
        Path layer = Files.createDirectory(folder.resolve(name));
        Files.writeString(layer.resolve(file), content);
        return layer;
    }
}
