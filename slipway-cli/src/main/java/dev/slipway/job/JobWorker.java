// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.Job;
import dev.slipway.digest.Digest;
import dev.slipway.progress.Progress;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Does one job: finds what it left before, or runs it, as often as it may be tried. */
final class JobWorker {
    private final Job job;
    private final JobBase base;
    private final Project project;
    private final JobMachine machine;
    private final JobResults results;
    private final Digest step;

    JobWorker(Job job, JobBase base, Project project, JobMachine machine) {
        this.job = job;
        this.base = base;
        this.project = project;
        this.machine = machine;
        this.results = new JobResults(machine.store());
        this.step = step(job);
    }

    /** What stands for the job in the progress. */
    static Digest step(Job job) {
        return Digest.of("job\0" + job.name().text());
    }

    static String title(Job job) {
        return "[job " + job.name().text() + "]";
    }

    /**
     * @param needed what the jobs have left that it needs
     * @param always whether it runs though nothing has changed
     */
    JobOutcome run(List<JobResult> needed, boolean always) throws InterruptedException {
        Progress progress = machine.progress();
        Optional<Digest> seen =
                job.place().tree() == Job.Tree.NONE ? Optional.empty() : Optional.of(project.digest(job.inputs()));
        Digest key = JobKey.of(job, base, seen, seen(needed));
        boolean mayBeKnown = !always && job.place().tree() != Job.Tree.SHARED;
        Optional<JobResult> known = mayBeKnown ? results.find(key) : Optional.empty();
        Path log = machine.logs().resolve(job.name().text() + ".log");
        if (known.isPresent()) {
            copyLog(known.get(), log);
            progress.cached(step);
            return new JobOutcome(
                    job, JobOutcome.Status.UNCHANGED, Duration.ZERO, known, Optional.empty(), List.of(), log);
        }
        long began = System.nanoTime();
        progress.started(step);
        try (JobLog open = new JobLog(log, step, progress)) {
            Optional<JobResult> result = Optional.empty();
            Optional<Diagnostic> failure = clash(needed);
            if (failure.isEmpty()) {
                Path made = results.begin();
                failure = tries(needed, made.resolve(JobResult.ARTIFACTS), open);
                result = failure.isEmpty() ? Optional.of(results.keep(key, made, log)) : Optional.empty();
            }
            failure.ifPresentOrElse(fault -> progress.failed(step, fault.summary()), () -> progress.done(step));
            JobOutcome.Status status = failure.isEmpty() ? JobOutcome.Status.RAN : JobOutcome.Status.FAILED;
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            return new JobOutcome(job, status, took, result, failure, open.lastLines(), log);
        } catch (InterruptedException e) {
            progress.cancelled(step);
            throw e;
        } catch (RuntimeException e) {
            progress.failed(step, e);
            throw e;
        }
    }

    private List<String> seen(List<JobResult> needed) {
        List<String> all = new ArrayList<>();
        needed.forEach(result -> all.add(result.artifacts().hex()));
        if (!job.policies().isEmpty()) {
            all.add(machine.check().policies());
        }
        return all;
    }

    private static void copyLog(JobResult known, Path log) {
        Path before = known.kept().folder().resolve(JobResult.LOG);
        // one that came from elsewhere may be a link
        if (!Files.isRegularFile(before, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Files.copy(before, log, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new HostException("cannot write the log " + log + ": " + e.getMessage(), e);
        }
    }

    // in one folder there would be the artifact of only one of them
    private Optional<Diagnostic> clash(List<JobResult> needed) {
        for (int i = 0; i < needed.size(); i++) {
            for (int j = 0; j < i; j++) {
                Optional<String> path = new Artifacts()
                        .clash(needed.get(i).folder(), needed.get(j).folder());
                if (path.isPresent()) {
                    return Optional.of(Diagnostic.error(
                            "two of the jobs that " + job.name().text() + " needs have made " + path.get(),
                            job.needs().getFirst().span()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Diagnostic> tries(List<JobResult> needed, Path artifacts, JobLog log) throws InterruptedException {
        int most = job.limits().retries() + 1;
        Optional<Diagnostic> failure = Optional.empty();
        for (int i = 1; i <= most; i++) {
            failure = limited(needed, artifacts, log);
            if (failure.isEmpty()) {
                return failure;
            }
            if (i < most) {
                log.say(failure.get().summary() + "; this was try " + i + " of " + most);
            }
        }
        return failure;
    }

    private Optional<Diagnostic> limited(List<JobResult> needed, Path artifacts, JobLog log)
            throws InterruptedException {
        JobTry one = new JobTry(job, base, machine, log);
        JobTry.Tree tree = tree(needed);
        Optional<Duration> timeout = job.limits().timeout();
        if (timeout.isEmpty()) {
            return one.run(tree, artifacts);
        }
        FutureTask<Optional<Diagnostic>> task = new FutureTask<>(() -> one.run(tree, artifacts));
        Thread thread = Thread.startVirtualThread(task);
        try {
            return task.get(timeout.get().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return Optional.of(Diagnostic.error(
                    "job " + job.name().text() + ": still running after "
                            + timeout.get().toSeconds() + " s, its timeout",
                    job.name().span()));
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            task.cancel(true);
            end(thread);
        }
    }

    // an interruption that comes meanwhile is not lost
    private static void end(Thread thread) {
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private JobTry.Tree tree(List<JobResult> needed) {
        List<Path> folders = new ArrayList<>();
        if (job.place().tree() == Job.Tree.SHARED) {
            return new JobTry.Tree(folders, Optional.of(project.folder()));
        }
        if (job.place().tree() == Job.Tree.CHECKOUT) {
            Path mask = machine.store().newTempFolder();
            project.mask(mask);
            folders.add(project.folder());
            folders.add(mask);
        }
        needed.forEach(result -> folders.add(result.folder()));
        return new JobTry.Tree(folders, Optional.empty());
    }
}
