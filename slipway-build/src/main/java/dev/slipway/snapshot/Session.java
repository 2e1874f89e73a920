// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The temporary space of one open store: {@code tmp/<name>}, whose name is locked as long as this process lives. Begun
 * on first use, so that a build that changes nothing leaves no trace. Whoever begins one removes, in the background, what
 * dead sessions left; killed while at it, the next one goes on.
 */
final class Session {
    private static final long CLEAN_AFTER_MILLIS = 2_000;
    private static final long CLEAN_AT_END_MILLIS = 1_000;
    private static final long LONG_AGO_MILLIS = 3_600_000;

    private final StoreLayout layout;
    private final Kernel kernel;
    private final AtomicLong counter = new AtomicLong();
    private final CountDownLatch ending = new CountDownLatch(1);
    private @Nullable Path folder;
    private @Nullable Lease lease;
    private @Nullable Thread cleaner;

    Session(StoreLayout layout, Kernel kernel) {
        this.layout = layout;
        this.kernel = kernel;
    }

    /** A name in the session's folder that was never given before. */
    Path newPath() throws IOException {
        return folder().resolve(Long.toString(counter.incrementAndGet()));
    }

    Path newFolder() throws IOException {
        return Files.createDirectory(newPath());
    }

    /** A name that no other session has. */
    synchronized String name() throws IOException {
        return String.valueOf(folder().getFileName());
    }

    /** Begins the session if it has not begun; then the folder of all sessions is as it was at no other time. */
    FileTime mark() throws IOException {
        Path all = Objects.requireNonNull(folder().getParent());
        // the clock of the file system may stand still for milliseconds: a time that it never gives
        Files.setLastModifiedTime(all, FileTime.fromMillis(System.currentTimeMillis() - LONG_AGO_MILLIS));
        return Files.getLastModifiedTime(all);
    }

    /** Whether no session has begun or ended since that mark. */
    boolean isMarked(FileTime mark) throws IOException {
        return Files.getLastModifiedTime(layout.temp()).equals(mark);
    }

    private synchronized Path folder() throws IOException {
        if (folder == null) {
            String name = LayerId.random().text().substring(0, 16);
            FileLocks locks = FileLocks.of(layout.locks("sessions"));
            lease = locks.tryAcquire(name, false)
                    .orElseThrow(() -> new IOException("the session " + name + " is taken already"));
            folder = Files.createDirectories(layout.temp().resolve(name));
            List<String> others = others(name);
            if (!others.isEmpty()) {
                cleaner = Thread.ofPlatform().name("slipway-cleaner").daemon().start(() -> cleanLater(others));
            }
        }
        return folder;
    }

    private List<String> others(String own) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.temp())) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.equals(own)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private void cleanLater(List<String> names) {
        try {
            boolean ended = ending.await(CLEAN_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            assert ended || names.size() > 0;
            names.forEach(this::clean);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes a session's folder if that session is dead. */
    private void clean(String name) {
        try {
            Optional<Lease> dead = FileLocks.of(layout.locks("sessions")).tryAcquire(name, false);
            if (dead.isPresent()) {
                try (Lease _ = dead.get()) {
                    removeTree(layout.temp().resolve(name));
                }
            }
        } catch (IOException _) {
            // what can't be removed now is tried again by the next session
        }
    }

    /** Ends the session: its folder goes, with whatever is still in it. */
    synchronized void end() {
        ending.countDown();
        if (folder == null || lease == null) {
            return;
        }
        awaitCleaner();
        try {
            removeFolder(folder);
        } catch (IOException _) {
            // the next session removes it
        } finally {
            lease.close();
            folder = null;
            lease = null;
        }
    }

    private void awaitCleaner() {
        if (cleaner == null) {
            return;
        }
        try {
            boolean done = cleaner.join(Duration.ofMillis(CLEAN_AT_END_MILLIS));
            assert done || cleaner.isAlive();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without a native call when it is empty, as it is unless something was aborted. */
    private void removeFolder(Path own) throws IOException {
        try {
            Files.delete(own);
        } catch (NoSuchFileException _) {
            return;
        } catch (DirectoryNotEmptyException _) {
            removeTree(own);
        }
    }

    /** Removes a tree in the temporary space, whatever the modes and names in it. */
    void removeTree(Path tree) throws IOException {
        try (Dir parent = kernel.open(Objects.requireNonNull(tree.getParent()))) {
            parent.removeTree(String.valueOf(tree.getFileName()).getBytes(StandardCharsets.UTF_8));
        }
    }
}
