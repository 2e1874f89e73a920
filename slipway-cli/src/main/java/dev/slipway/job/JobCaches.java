// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.Job;
import dev.slipway.bake.JobCache;
import dev.slipway.exec.Mount;
import dev.slipway.exec.User;
import dev.slipway.snapshot.Draft;
import dev.slipway.snapshot.KeptFolder;
import dev.slipway.snapshot.KeptFolders;
import dev.slipway.snapshot.Store;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The caches of one try of a job. Each is what was kept under its key, or else under the newest that begins as one of its
 * restore keys, or empty. What the job writes into them is kept under the key if there was none, and if the job succeeds.
 */
final class JobCaches implements AutoCloseable {
    /** What the names of kept caches begin with. */
    static final String PREFIX = "job-cache/";

    private final Store store;
    private final List<Open> open = new ArrayList<>();

    /** @param kept what it began with */
    private record Open(JobCache cache, Optional<KeptFolder> kept, Draft draft) {
        String id() {
            return PREFIX + cache.name() + "/" + cache.key().text();
        }

        boolean isExact() {
            return kept.isPresent() && kept.get().id().equals(id());
        }
    }

    private JobCaches(Store store) {
        this.store = store;
    }

    /** @param user who may write into those that are empty */
    static JobCaches open(Job job, Store store, User user, JobLog log) throws InterruptedException {
        JobCaches caches = new JobCaches(store);
        boolean whole = false;
        try {
            for (JobCache cache : job.caches()) {
                caches.add(cache, user, log);
            }
            whole = true;
            return caches;
        } finally {
            if (!whole) {
                caches.close();
            }
        }
    }

    private void add(JobCache cache, User user, JobLog log) throws InterruptedException {
        Optional<KeptFolder> kept = find(cache);
        Draft draft;
        try {
            draft = store.draft(kept.map(found -> List.of(found.folder())).orElse(List.of()));
        } catch (RuntimeException e) {
            kept.ifPresent(KeptFolder::close);
            throw e;
        }
        Open added = new Open(cache, kept, draft);
        open.add(added);
        if (kept.isEmpty()) {
            own(draft.root(), user);
        }
        int named = PREFIX.length() + cache.name().length() + 1;
        log.say("cache " + cache.name() + ": "
                + kept.map(found -> (added.isExact() ? "" : "not " + cache.key().text() + ", but ")
                                + found.id().substring(named))
                        .orElse(cache.key().text() + " is new"));
    }

    private Optional<KeptFolder> find(JobCache cache) throws InterruptedException {
        KeptFolders folders = store.keptFolders();
        String begin = PREFIX + cache.name() + "/";
        Optional<KeptFolder> exact = folders.find(begin + cache.key().text());
        for (int i = 0; exact.isEmpty() && i < cache.restoreKeys().size(); i++) {
            exact = folders.newest(begin + cache.restoreKeys().get(i).text());
        }
        return exact;
    }

    static void own(Path folder, User user) {
        try (Dir dir = Kernel.linux().open(folder)) {
            dir.setOwnMeta(user.uid(), user.gid(), 0755, dir.stat().mtime());
        } catch (IOException e) {
            throw new HostException("cannot prepare a cache: " + e.getMessage(), e);
        }
    }

    /** @param workdir where relative paths begin */
    List<Mount> mounts(String workdir) {
        List<Mount> mounts = new ArrayList<>();
        for (Open one : open) {
            String path = one.cache().path().text();
            mounts.add(new Mount.Bind(one.draft().root(), path.startsWith("/") ? path : workdir + "/" + path, false));
        }
        return mounts;
    }

    /** Keeps what is new. */
    void keep(JobLog log) throws InterruptedException {
        for (Open one : open) {
            if (one.isExact()) {
                continue;
            }
            long bytes = bytes(one.draft().root());
            if (bytes > one.cache().maxBytes()) {
                log.say("cache " + one.cache().name() + ": not kept, " + bytes + " bytes are more than its max-size of "
                        + one.cache().maxBytes());
            } else if (store.keptFolders().keep(one.id(), one.draft().whole())) {
                log.say("cache " + one.cache().name() + ": kept as "
                        + one.cache().key().text() + ", " + bytes + " bytes");
            }
        }
    }

    private static long bytes(Path folder) {
        long[] sum = {0};
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new HostException("cannot measure a cache: " + e.getMessage(), e);
        }
        return sum[0];
    }

    @Override
    public void close() {
        open.forEach(one -> {
            one.draft().close();
            one.kept().ifPresent(KeptFolder::close);
        });
    }
}
