// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.Job;
import dev.slipway.bake.JobSecret;
import dev.slipway.bake.Jobs;
import dev.slipway.task.Scope;
import dev.slipway.text.SourceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs jobs, each as soon as what it needs has succeeded and there is room. One that fails stops those that need it, and no other. */
public final class JobSchedule {
    private final Jobs jobs;
    private final Map<Job, JobBase> bases;
    private final Project project;
    private final JobMachine machine;
    private final Terms terms;
    private final Capacity capacity;
    private volatile boolean stopped;

    /**
     * How they run.
     *
     * @param wanted those that were asked for, which run though nothing has changed if {@code always}
     * @param failFast whether none begins any more after one has failed
     * @param cpus how many processors they may have together
     * @param memoryBytes the same of memory
     */
    public record Terms(List<Job> wanted, boolean always, boolean failFast, int cpus, long memoryBytes) {
        public Terms {
            wanted = List.copyOf(wanted);
        }
    }

    public JobSchedule(Jobs jobs, Map<Job, JobBase> bases, Project project, JobMachine machine, Terms terms) {
        this.jobs = jobs;
        this.bases = bases;
        this.project = project;
        this.machine = machine;
        this.terms = terms;
        this.capacity = new Capacity(terms.cpus(), terms.memoryBytes());
    }

    /** What each came to, in the order in which they could run. */
    public List<JobOutcome> run() throws InterruptedException {
        List<Job> all = jobs.withNeeds(terms.wanted());
        for (Job job : all) {
            List<dev.slipway.digest.Digest> needed =
                    jobs.needed(job).stream().map(JobWorker::step).toList();
            machine.progress().declared(JobWorker.step(job), JobWorker.title(job), needed);
        }
        Map<Job, FutureTask<JobOutcome>> running = new LinkedHashMap<>();
        try (Scope scope = new Scope()) {
            for (Job job : all) {
                // what it needs stands before it
                List<FutureTask<JobOutcome>> needed = jobs.needed(job).stream()
                        .map(one -> Objects.requireNonNull(running.get(one)))
                        .toList();
                running.put(job, scope.fork(() -> outcome(job, needed)));
            }
            scope.join();
        }
        return running.values().stream().map(FutureTask::resultNow).toList();
    }

    private JobOutcome outcome(Job job, List<FutureTask<JobOutcome>> needed)
            throws InterruptedException, ExecutionException {
        List<JobResult> results = new ArrayList<>();
        boolean isReady = true;
        for (FutureTask<JobOutcome> one : needed) {
            JobOutcome outcome = one.get();
            isReady &= outcome.isGood();
            outcome.result().ifPresent(results::add);
        }
        if (!isReady || stopped) {
            return skipped(job);
        }
        try (Capacity.Share _ = capacity.take(job.limits())) {
            if (stopped) {
                return skipped(job);
            }
            JobBase base = Objects.requireNonNull(bases.get(job));
            JobOutcome outcome = new JobWorker(job, base, project, machine)
                    .run(results, terms.always() && terms.wanted().contains(job));
            stopped |= terms.failFast() && !outcome.isGood();
            return outcome;
        }
    }

    private JobOutcome skipped(Job job) {
        Path log = machine.logs().resolve(job.name().text() + ".log");
        machine.progress().cancelled(JobWorker.step(job));
        return new JobOutcome(
                job, JobOutcome.Status.SKIPPED, Duration.ZERO, Optional.empty(), Optional.empty(), List.of(), log);
    }

    /** The error that nobody lends a secret. */
    public static SourceException missing(JobSecret secret) {
        return JobTry.missing(secret);
    }

    /** Puts the artifacts of jobs that were asked for where they belong. */
    public void place(List<JobOutcome> outcomes, Path into) {
        for (JobOutcome outcome : outcomes) {
            if (terms.wanted().contains(outcome.job()) && outcome.result().isPresent()) {
                new Artifacts().place(outcome.result().get().folder(), into, project.owner());
            }
        }
    }
}
