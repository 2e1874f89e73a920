// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheMountsTest {
    @TempDir
    private Path folder;

    private Store store;
    private CacheMounts caches;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("store"));
        caches = store.cacheMounts();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void sharedUsersHaveTheSameFolderAtOnce() throws Exception {
        CacheLease first = acquire("a", Sharing.SHARED);
        CacheLease second = acquire("a", Sharing.SHARED);

        assertThat(second.folder()).isEqualTo(first.folder());
        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isFalse();
        first.close();
        second.close();
    }

    @Test
    void whoMeasuresAMountIsInNobodysWay() throws Exception {
        Path first;
        try (CacheLease lease = acquire("a", Sharing.PRIVATE)) {
            first = lease.folder();
            for (int i = 0; i < 20_000; i++) {
                Files.write(first.resolve("file" + i), new byte[0]);
            }
        }
        Thread measuring = Thread.ofPlatform().start(() -> {
            try (StoreKeeper keeper = StoreKeeper.open(folder.resolve("store"))) {
                assertThat(keeper.mounts()).hasSize(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        StoreLayout layout = new StoreLayout(folder.resolve("store").toRealPath());
        String mount = layout.caches().relativize(first.toRealPath()).toString();
        FileLocks locks = FileLocks.of(layout.locks("caches"));
        int looks = 0;
        int free = 0;
        do {
            looks++;
            Optional<Lease> lease = locks.tryAcquire(mount, false);
            free += lease.isPresent() ? 1 : 0;
            lease.ifPresent(Lease::close);
        } while (measuring.isAlive());

        // but for the instants in which it looks itself
        assertThat(free).isGreaterThan(looks / 2);
    }

    @Test
    void privateUsersHaveFoldersOfTheirOwnAndFindThemAgain() throws Exception {
        CacheLease first = acquire("a", Sharing.PRIVATE);
        CacheLease second = acquire("a", Sharing.PRIVATE);

        assertThat(second.folder()).isNotEqualTo(first.folder());
        Path freed = first.folder();
        first.close();
        try (CacheLease third = acquire("a", Sharing.PRIVATE)) {
            assertThat(third.folder()).isEqualTo(freed);
            assertThat(third.isNew()).isFalse();
        }
        second.close();
    }

    @Test
    void lockedUsersWaitForEachOther() throws Exception {
        CacheLease first = acquire("a", Sharing.LOCKED);
        CountDownLatch got = new CountDownLatch(1);
        Thread waiting = Thread.startVirtualThread(() -> {
            try (CacheLease _ = acquire("a", Sharing.LOCKED)) {
                got.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(got.await(50, TimeUnit.MILLISECONDS)).isFalse();
        first.close();
        assertThat(got.await(10, TimeUnit.SECONDS)).isTrue();
        waiting.join();
    }

    @Test
    void aLockedCacheIsClosedToOtherProcesses() throws Exception {
        String name = Digest.of("a").hex() + "/0";
        Path file = new StoreLayout(store.root()).locks("caches");
        try (CacheLease _ = acquire("a", Sharing.LOCKED)) {
            assertThat(ProcessLocks.isFree(file, name)).isFalse();
        }
        assertThat(ProcessLocks.isFree(file, name)).isTrue();
    }

    @Test
    void thoseWhoWantTheSameInAnyOrderNeverWaitForEachOther() throws Exception {
        CacheRequest a = new CacheRequest("a", Sharing.LOCKED, uid(), gid(), 0755);
        CacheRequest b = new CacheRequest("b", Sharing.LOCKED, uid(), gid(), 0755);
        Thread other = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < 50; i++) {
                    caches.acquire(List.of(a, b)).forEach(Lease::close);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 50; i++) {
            List<CacheLease> leases = caches.acquire(List.of(b, a));
            assertThat(leases.getFirst().request()).isEqualTo(b);
            leases.forEach(Lease::close);
        }

        assertThat(other.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void anIdAskedForTwiceDoesNotWaitForItself() throws Exception {
        CacheRequest locked = new CacheRequest("a", Sharing.LOCKED, uid(), gid(), 0755);

        List<CacheLease> leases = caches.acquire(List.of(locked, locked));

        assertThat(leases.get(0).folder()).isEqualTo(leases.get(1).folder());
        leases.forEach(Lease::close);
    }

    private CacheLease acquire(String id, Sharing sharing) throws InterruptedException {
        return caches.acquire(List.of(new CacheRequest(id, sharing, uid(), gid(), 0755)))
                .getFirst();
    }

    private int uid() {
        return id("unix:uid");
    }

    private int gid() {
        return id("unix:gid");
    }

    private int id(String attribute) {
        try {
            return (int) Files.getAttribute(folder, attribute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
