// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks by name, among threads and processes. A name is one byte of a lock file, at a place made from its digest; the
 * kernel releases the locks of a process that dies. There is one lock file for all names of a kind, so none are left to
 * be cleaned up, which could not be done without a race.
 *
 * <p>The kernel's locks belong to the process, and closing any descriptor of the file would release all of them; so each
 * file is open once in this JVM, and threads are kept apart by a table. Waiting is polling: the kernel's own waiting can't
 * be interrupted.
 */
public final class FileLocks {
    private static final Map<Path, FileLocks> OPEN = new HashMap<>();
    private static final long FIRST_PAUSE = 500_000;
    private static final long LONGEST_PAUSE = 20_000_000;

    private final Path file;
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition released = guard.newCondition();
    private final Map<Long, Held> held = new HashMap<>();
    private @Nullable FileChannel channel;

    private FileLocks(Path file) {
        this.file = file;
    }

    /** The locks of this file; the same for all who ask in this JVM. */
    public static FileLocks of(Path file) {
        synchronized (OPEN) {
            return OPEN.computeIfAbsent(file.toAbsolutePath().normalize(), FileLocks::new);
        }
    }

    /** A lock of this process, held by one thread alone or by several together. */
    private static final class Held {
        final FileLock lock;
        int users = 1;

        Held(FileLock lock) {
            this.lock = lock;
        }
    }

    private interface Attempt {
        Optional<Lease> make() throws IOException;
    }

    /** Waits until it can be had. */
    public Lease acquire(String name, boolean shared) throws InterruptedException, IOException {
        return await(() -> attempt(place(name), shared));
    }

    /** Waits until one of the names 0, 1, and so on, so many of them, can be had alone. */
    Lease acquireOneOf(int names) throws InterruptedException, IOException {
        return await(() -> {
            Optional<Lease> lease = Optional.empty();
            for (int i = 0; i < names && lease.isEmpty(); i++) {
                lease = attempt(place(Integer.toString(i)), false);
            }
            return lease;
        });
    }

    private Lease await(Attempt attempt) throws InterruptedException, IOException {
        long pause = FIRST_PAUSE;
        while (true) {
            guard.lockInterruptibly();
            try {
                Optional<Lease> lease = attempt.make();
                if (lease.isPresent()) {
                    return lease.get();
                }
                long left = released.awaitNanos(pause);
                assert left <= pause;
            } finally {
                guard.unlock();
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }

    /** Takes it if it is free. */
    public Optional<Lease> tryAcquire(String name, boolean shared) throws IOException {
        guard.lock();
        try {
            return attempt(place(name), shared);
        } finally {
            guard.unlock();
        }
    }

    private Optional<Lease> attempt(long place, boolean shared) throws IOException {
        Held mine = held.get(place);
        if (mine != null) {
            if (!shared || !mine.lock.isShared()) {
                return Optional.empty();
            }
            mine.users++;
            return Optional.of(new HeldLease(place));
        }
        FileLock lock = channel().tryLock(place, 1, shared);
        if (lock == null) {
            closeIfIdle();
            return Optional.empty();
        }
        held.put(place, new Held(lock));
        return Optional.of(new HeldLease(place));
    }

    private FileChannel channel() throws IOException {
        if (channel == null) {
            Path folder = Objects.requireNonNull(file.getParent());
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            // no FileChannel.open: on the path of every build this loads fewer classes
            channel = new RandomAccessFile(file.toFile(), "rw").getChannel();
        }
        return channel;
    }

    /** Nothing held is nothing lost by closing. */
    private void closeIfIdle() throws IOException {
        if (held.isEmpty() && channel != null) {
            channel.close();
            channel = null;
        }
    }

    private static long place(String name) {
        return Long.parseUnsignedLong(Digest.of(name).hex(), 0, 15, 16);
    }

    private void release(long place) {
        guard.lock();
        try {
            Held mine = Objects.requireNonNull(held.get(place));
            if (--mine.users == 0) {
                held.remove(place);
                mine.lock.release();
                closeIfIdle();
                released.signalAll();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the lock in " + file + " could not be released", e);
        } finally {
            guard.unlock();
        }
    }

    private final class HeldLease implements Lease {
        private final long place;
        private boolean closed;

        HeldLease(long place) {
            this.place = place;
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            release(place);
        }
    }
}
