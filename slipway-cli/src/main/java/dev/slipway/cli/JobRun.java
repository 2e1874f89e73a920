// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Job;
import dev.slipway.bake.JobSecret;
import dev.slipway.bake.PlacedText;
import dev.slipway.cli.view.ProgressView;
import dev.slipway.cli.view.Views;
import dev.slipway.digest.Digest;
import dev.slipway.exec.OciRuntime;
import dev.slipway.exec.Sandbox;
import dev.slipway.job.JobBase;
import dev.slipway.job.JobMachine;
import dev.slipway.job.JobOutcome;
import dev.slipway.job.JobResult;
import dev.slipway.job.JobSchedule;
import dev.slipway.job.Project;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.NewLayers;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import dev.slipway.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One {@code slipway run JOB...}: the jobs and all that they need, from their images to their artifacts. */
final class JobRun {
    private final ProjectJobs project;
    private final List<Job> wanted;
    private final JobOptions options;
    private final Io io;
    private final JobSecrets secrets;
    private final PolicyGate gate;
    private final Path folder = Path.of("").toAbsolutePath();

    JobRun(ProjectJobs project, List<Job> wanted, JobOptions options, Io io) {
        this.project = project;
        this.wanted = wanted;
        this.options = options;
        this.io = io;
        this.gate = new PolicyGate(io);
        this.secrets =
                new JobSecrets(new LentSecrets(options.secrets(), List.of(), io.environment()), io.environment());
    }

    int call() {
        return Interruption.guard(this::run);
    }

    private int run() throws InterruptedException {
        List<Job> all = project.jobs().withNeeds(wanted);
        all.forEach(this::requireSecrets);
        requireStoreElsewhere(all);
        all.forEach(job -> gate.policies(job.policies()));
        List<JobOutcome> outcomes;
        NewLayers made;
        Path root = Store.defaultRoot(io.environment());
        try (Store store = Store.open(root, options.bake().cache().scopes());
                Registries registries = new Registries(io.environment())) {
            store.mountsRoot();
            outcomes = run(store, registries, all);
            store.syncLater();
            made = store.newLayers();
        }
        new JobSummary(outcomes).print(io.err());
        if (outcomes.stream().anyMatch(outcome -> outcome.status() == JobOutcome.Status.RAN)) {
            JobStoreLimit.enforce(root, options.bake().cache(), io);
        }
        if (!made.isEmpty()) {
            AutoGc.run(made, options.bake().cache(), io);
        }
        boolean isGood = outcomes.stream().allMatch(JobOutcome::isGood);
        return isGood ? Outcome.OK.code() : Outcome.BUILD_FAILED.code();
    }

    // no overlay can be laid over a folder and be written in it
    private void requireStoreElsewhere(List<Job> all) {
        Path store = Store.defaultRoot(io.environment()).normalize();
        boolean isOverlaid = all.stream().anyMatch(job -> job.place().tree() == Job.Tree.CHECKOUT);
        if (isOverlaid && store.startsWith(folder)) {
            throw new HostException(
                    "the store " + store + " is in the project's folder, over which jobs' working folders"
                            + " are laid; set SLIPWAY_ROOT to a folder elsewhere");
        }
    }

    // before anything is built
    private void requireSecrets(Job job) {
        for (JobSecret secret : job.secrets()) {
            if (secrets.secret(secret.id().text()).isEmpty()) {
                throw JobSchedule.missing(secret);
            }
        }
    }

    private List<JobOutcome> run(Store store, Registries registries, List<Job> all) throws InterruptedException {
        List<JobOutcome> outcomes;
        try (ProgressView view = Views.open(options.progress(), io.err(), io.environment())) {
            Progress progress = new Progress(new TellsOnce(view), Clock.systemUTC());
            JobImages.Machine machine = new JobImages.Machine(store, registries, progress);
            Map<Job, JobBase> bases = new JobImages(project, options, io, machine).of(all);
            try (Sandbox sandbox =
                    Sandbox.open(OciRuntime.find(io.environment()), store.newTempFolder(), store.sandboxFolder())) {
                JobSchedule schedule = new JobSchedule(
                        project.jobs(),
                        bases,
                        files(store),
                        new JobMachine(store, sandbox, secrets, progress, gate, logs(store)),
                        new JobSchedule.Terms(wanted, options.always(), options.failFast(), options.cpus(), memory()));
                outcomes = schedule.run();
                schedule.place(outcomes, output());
            }
        }
        outcomes.forEach(outcome -> outcome.result().ifPresent(JobResult::close));
        return outcomes;
    }

    private Path output() {
        try {
            return Files.createDirectories(options.output().toAbsolutePath());
        } catch (IOException e) {
            throw new HostException("cannot make the folder " + options.output() + ": " + Reasons.of(e), e);
        }
    }

    private Project files(Store store) throws InterruptedException {
        List<PlacedText> artifacts = new ArrayList<>();
        project.jobs().all().forEach(job -> artifacts.addAll(job.artifacts()));
        Path memory = store.root()
                .resolve("contexts")
                .resolve(Digest.of("jobs " + folder).hex());
        List<String> ignored = new ArrayList<>(IgnoredFiles.of(folder));
        ignored.addAll(inside(options.output().toAbsolutePath()));
        options.logs().ifPresent(logs -> ignored.addAll(inside(logs.toAbsolutePath())));
        return new Project(folder, ignored, artifacts, memory);
    }

    // what a run leaves is no reason for the next
    private List<String> inside(Path written) {
        Path path = folder.relativize(written.normalize());
        boolean isInside = !path.toString().isEmpty() && !path.startsWith("..");
        return isInside ? List.of(path.toString()) : List.of();
    }

    private Path logs(Store store) {
        return options.logs()
                .map(Path::toAbsolutePath)
                .orElseGet(() -> store.root()
                        .resolve("logs")
                        .resolve(Digest.of(folder.toString()).hex().substring(0, 16)));
    }

    private static long memory() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemTotal:")) {
                    return Long.parseLong(line.substring(9).replace("kB", "").strip()) << 10;
                }
            }
        } catch (IOException | NumberFormatException _) {
            // then nobody waits for memory
        }
        return Long.MAX_VALUE;
    }
}
