// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cache mounts of several scopes. */
class ScopedCacheMountsTest {
    private static final CacheScope MAIN = new CacheScope("acme/app/main");
    private static final CacheScope REQUEST = new CacheScope("acme/app/pr/7");

    @TempDir
    private Path folder;

    private Store main;
    private Store request;

    @BeforeEach
    void open() {
        main = Store.open(folder, new Scopes(MAIN, List.of()));
        request = Store.open(folder, new Scopes(REQUEST, List.of(MAIN)));
    }

    @AfterEach
    void close() {
        main.close();
        request.close();
    }

    @Test
    void aNewMountBeginsAsACopyOfTheOneOfAScopeThatIsRead() throws Exception {
        try (CacheLease lease = acquire(main, Sharing.SHARED)) {
            assertThat(lease.isNew()).isTrue();
            fill(lease.folder());
        }

        try (CacheLease lease = acquire(request, Sharing.LOCKED)) {
            assertThat(lease.isNew()).isFalse();
            Path file = lease.folder().resolve("deep/er/file");
            assertThat(file).hasContent("of main");
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1_000));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("r-x------");
            assertThat(Files.getAttribute(file, "unix:ino"))
                    .isEqualTo(Files.getAttribute(lease.folder().resolve("same"), "unix:ino"));
            assertThat(Files.readSymbolicLink(lease.folder().resolve("link"))).isEqualTo(Path.of("deep/er"));
        }
    }

    @Test
    void whatARequestWritesIsNotSeenByMain() throws Exception {
        try (CacheLease lease = acquire(main, Sharing.SHARED)) {
            fill(lease.folder());
        }
        try (CacheLease lease = acquire(request, Sharing.SHARED)) {
            Files.delete(lease.folder().resolve("deep/er/file"));
            Files.writeString(lease.folder().resolve("deep/er/file"), "poison");
            Files.writeString(lease.folder().resolve("more"), "poison");
        }

        try (CacheLease lease = acquire(main, Sharing.SHARED)) {
            assertThat(lease.folder().resolve("deep/er/file")).hasContent("of main");
            assertThat(lease.folder().resolve("more")).doesNotExist();
        }
    }

    @Test
    void mainBeginsEmptyWhateverARequestHas() throws Exception {
        try (CacheLease lease = acquire(request, Sharing.SHARED)) {
            fill(lease.folder());
        }

        try (CacheLease lease = acquire(main, Sharing.SHARED)) {
            assertThat(lease.isNew()).isTrue();
            assertThat(lease.folder()).isEmptyDirectory();
        }
    }

    @Test
    void nobodyWaitsForTheMountOfAnotherScope() throws Exception {
        try (CacheLease first = acquire(main, Sharing.SHARED)) {
            fill(first.folder());

            try (CacheLease lease = acquire(request, Sharing.LOCKED)) {
                assertThat(lease.isNew()).isTrue();
                assertThat(lease.folder()).isEmptyDirectory();
            }
        }
    }

    private static CacheLease acquire(Store store, Sharing sharing) throws Exception {
        int uid = (int) Files.getAttribute(store.root(), "unix:uid");
        int gid = (int) Files.getAttribute(store.root(), "unix:gid");
        return store.cacheMounts()
                .acquire(List.of(new CacheRequest("apt", sharing, uid, gid, 0755)))
                .getFirst();
    }

    private static void fill(Path mount) throws IOException {
        Path deep = Files.createDirectories(mount.resolve("deep/er"));
        Path file = Files.writeString(deep.resolve("file"), "of main");
        Files.createLink(mount.resolve("same"), file);
        Files.createSymbolicLink(mount.resolve("link"), Path.of("deep/er"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x------"));
    }
}
