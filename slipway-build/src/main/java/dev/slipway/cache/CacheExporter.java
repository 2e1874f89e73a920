// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.progress.Progress;
import dev.slipway.task.Scope;
import dev.slipway.text.RegistryException;
import dev.slipway.text.SlipwayException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Writes caches when a build is done: all at the same time, the layers of each several at a time. A cache that cannot be
 * written is a warning, unless it was asked to be more.
 */
public final class CacheExporter {
    private static final int ATTEMPTS = 12;

    private final CachePacker packer;
    private final Progress progress;

    /**
     * A cache to write.
     *
     * @param title as buildx names the step: {@code exporting cache to registry}
     */
    public record Job(String title, CacheBackend to, CacheSink sink, Harvest harvest) {}

    public CacheExporter(CachePacker packer, Progress progress) {
        this.packer = packer;
        this.progress = progress;
    }

    /** Writes them all. */
    public void export(List<Job> jobs) throws InterruptedException {
        List<Callable<Optional<RegistryException>>> work = new ArrayList<>();
        jobs.forEach(job -> work.add(() -> exported(job)));
        for (Optional<RegistryException> failure : Scope.all(work)) {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    private void publish(Digest step, Job job, CacheDocument ours) throws IOException, InterruptedException {
        MountExport mounts = packer.mounts(step, job);
        mounts.tellUnknown();
        for (int attempt = 1; ; attempt++) {
            List<OwnMount> own = mounts.export();
            try {
                Contribution contribution =
                        new Contribution(ours, own, progress.clock().instant(), packer.trust());
                job.to().publish(contribution.naming(job.harvest().histories().names()));
                for (OwnMount mount : own) {
                    mount.remember(job.to().name());
                }
                return;
            } catch (StaleMountException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException(e.getMessage() + ", " + ATTEMPTS + " times in a row", e);
                }
            }
        }
    }

    // the failure, if it is to be one of the build
    private Optional<RegistryException> exported(Job job) throws InterruptedException {
        Digest step = new Hasher()
                .put("export cache")
                .put(job.to().name())
                .put(job.title())
                .digest();
        progress.declared(step, job.title(), List.of());
        progress.started(step);
        try {
            CacheDocument ours = packer.pack(step, job);
            publish(step, job, ours);
            progress.done(step);
            return Optional.empty();
        } catch (SlipwayException | IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                progress.cancelled(step);
                throw (InterruptedException) new InterruptedException(job.title()).initCause(e);
            }
            String message = job.title() + ": " + e.getMessage();
            if (job.sink().onFailure() == CacheSink.OnFailure.FAIL) {
                progress.failed(step, message);
                return Optional.of(new RegistryException(message, e));
            }
            progress.done(step);
            CacheWarning.tell(progress, "cache: " + message);
            return Optional.empty();
        }
    }
}
