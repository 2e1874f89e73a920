// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLocksTest {
    @TempDir
    private Path folder;

    private FileLocks locks;

    @BeforeEach
    void open() {
        locks = FileLocks.of(folder.resolve("locks/file"));
    }

    @Test
    void aLockExcludesItsOwnNameOnly() throws Exception {
        try (Lease _ = locks.acquire("a", false)) {
            assertThat(locks.tryAcquire("a", false)).isEmpty();
            assertThat(locks.tryAcquire("a", true)).isEmpty();
            try (Lease b = locks.acquire("b", false)) {
                assertThat(b).isNotNull();
            }
            assertThat(locks.tryAcquire("a", false))
                    .as("after another lock was released")
                    .isEmpty();
        }
        try (Lease again = locks.tryAcquire("a", false).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void sharedUsersKeepOthersOutUntilTheLastIsGone() throws Exception {
        Lease first = locks.acquire("a", true);
        Lease second = locks.acquire("a", true);

        first.close();
        first.close();
        assertThat(locks.tryAcquire("a", false)).isEmpty();
        second.close();
        try (Lease alone = locks.tryAcquire("a", false).orElseThrow()) {
            assertThat(alone).isNotNull();
        }
    }

    @Test
    void oneThreadAtATimeHoldsIt() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger worst = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try (Lease _ = locks.acquire("a", false)) {
                    worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.sleep(1);
                    inside.decrementAndGet();
                } catch (Exception e) {
                    worst.set(1000);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(worst).hasValue(1);
    }

    @Test
    void waitingEndsWithAnInterruption() throws Exception {
        try (Lease _ = locks.acquire("a", false)) {
            Throwable[] thrown = new Throwable[1];
            Thread waiting = Thread.startVirtualThread(() -> {
                try {
                    locks.acquire("a", false).close();
                } catch (Exception e) {
                    thrown[0] = e;
                }
            });
            Thread.sleep(20);
            waiting.interrupt();
            waiting.join();

            assertThat(thrown[0]).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void anInterruptedThreadLosesNobodysLocks() throws Exception {
        Lease held = locks.acquire("a", false);
        Thread.currentThread().interrupt();
        assertThat(locks.tryAcquire("b", false)).isPresent();
        assertThatThrownBy(() -> locks.acquire("a", false)).isInstanceOf(InterruptedException.class);

        assertThat(ProcessLocks.isFree(folder.resolve("locks/file"), "a")).isFalse();
        held.close();
        assertThat(ProcessLocks.isFree(folder.resolve("locks/file"), "a")).isTrue();
    }

    @Test
    void aLockHoldsAgainstOtherProcessesAndEndsWithTheOneThatDies() throws Exception {
        Path file = folder.resolve("locks/file");
        try (Lease _ = locks.acquire("mine", false)) {
            assertThat(ProcessLocks.isFree(file, "mine")).isFalse();
            assertThat(ProcessLocks.isFree(file, "other")).isTrue();
        }

        Process holder = ProcessLocks.hold(file, "theirs");
        assertThat(locks.tryAcquire("theirs", false)).isEmpty();
        holder.destroyForcibly().waitFor();
        try (Lease got = locks.acquire("theirs", false)) {
            assertThat(got).isNotNull();
        }
    }
}
