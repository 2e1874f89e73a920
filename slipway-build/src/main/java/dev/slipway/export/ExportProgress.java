// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.progress.Progress;
import dev.slipway.task.Task;
import dev.slipway.text.HostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Tells of the parts of an export as of steps. */
final class ExportProgress {
    private final Progress progress;
    private final String prefix;
    private final AtomicLong parts = new AtomicLong();

    ExportProgress(Progress progress) {
        this(progress, "");
    }

    private ExportProgress(Progress progress, String prefix) {
        this.progress = progress;
        this.prefix = prefix;
    }

    /** The same, with the name of a target before the names of its parts. */
    ExportProgress of(String target) {
        return new ExportProgress(progress, "[" + target + "] ");
    }

    Progress progress() {
        return progress;
    }

    <T> T watched(String name, Task<T, Exception> work) throws InterruptedException {
        Digest step =
                new Hasher().put(prefix + name).put(parts.incrementAndGet()).digest();
        return watched(step, name, work);
    }

    <T> T watched(Digest step, String name, Task<T, Exception> work) throws InterruptedException {
        progress.declared(step, prefix + name, List.of());
        try {
            return progress.watched(step, "interrupted while " + name, work);
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new HostException(name + ": " + e.getMessage(), e);
        }
    }
}
