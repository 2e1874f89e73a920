// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.Job;
import dev.slipway.bake.JobSecret;
import dev.slipway.bake.PlacedText;
import dev.slipway.engine.Secrets;
import dev.slipway.exec.ExecSpec;
import dev.slipway.exec.ExitStatus;
import dev.slipway.exec.Mount;
import dev.slipway.exec.Network;
import dev.slipway.exec.UnknownUserException;
import dev.slipway.exec.User;
import dev.slipway.exec.UserResolver;
import dev.slipway.snapshot.Draft;
import dev.slipway.snapshot.Scratch;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.HostException;
import dev.slipway.text.Redacted;
import dev.slipway.text.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One try of a job: its commands, one after the other, in a fresh file system. */
final class JobTry {
    private static final int SECRET_MODE = 0400;

    private final Job job;
    private final JobBase base;
    private final JobMachine machine;
    private final JobLog log;

    JobTry(Job job, JobBase base, JobMachine machine, JobLog log) {
        this.job = job;
        this.base = base;
        this.machine = machine;
        this.log = log;
    }

    /**
     * @param tree what the job sees in its working folder, from bottom to top
     * @param result an empty folder for its artifacts
     * @return why it failed, if it did
     */
    Optional<Diagnostic> run(Tree tree, Path result) throws InterruptedException {
        try (Scratch root = machine.store().begin(base.layers().chain())) {
            User user = user(root.root());
            try (Draft work = machine.store().draft(owned(tree.draft(), user));
                    JobCaches caches = JobCaches.open(job, machine.store(), user, log)) {
                if (tree.draft().isEmpty()) {
                    JobCaches.own(work.root(), user);
                }
                List<Mount> mounts = new ArrayList<>();
                String workdir = job.place().workdir().text();
                mounts.add(new Mount.Bind(tree.shared().orElse(work.root()), workdir, false));
                mounts.addAll(caches.mounts(workdir));
                Optional<Diagnostic> failure = commands(root.root(), user, mounts);
                if (failure.isEmpty()) {
                    new Artifacts().collect(work.root(), job.artifacts(), result);
                    failure = judged(result);
                }
                if (failure.isEmpty()) {
                    caches.keep(log);
                }
                return failure;
            }
        } catch (SourceException e) {
            return Optional.of(e.diagnostics().getFirst());
        }
    }

    private Optional<Diagnostic> judged(Path result) {
        if (job.policies().isEmpty()) {
            return Optional.empty();
        }
        ArtifactCheck.Findings findings = machine.check().check(job, result);
        findings.lines().forEach(log::say);
        return findings.failure();
    }

    /**
     * What a job sees in its working folder.
     *
     * @param draft folders, from bottom to top, which stay as they are
     * @param shared a folder that it may change, in their place
     */
    record Tree(List<Path> draft, Optional<Path> shared) {}

    // where the project belongs to somebody else the job could not write, and git would not work for it
    private List<Path> owned(List<Path> draft, User user) {
        if (draft.isEmpty() || owner(draft.getFirst()) == user.uid()) {
            return draft;
        }
        log.say("the working folder is copied: the project belongs to another user than the one that the job runs as");
        try (Draft seen = machine.store().draft(draft)) {
            return List.of(seen.copyOwnedBy(user.uid(), user.gid()));
        }
    }

    private static int owner(Path folder) {
        try (Dir dir = Kernel.linux().open(folder)) {
            return dir.stat().uid();
        } catch (KernelException e) {
            throw new HostException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private User user(Path root) {
        String wanted = job.place().user().orElse(base.config().user());
        try {
            return new UserResolver(root).resolve(wanted);
        } catch (UnknownUserException e) {
            throw job.name().fault("the job can't run as \"" + wanted + "\"", String.valueOf(e.getMessage()));
        }
    }

    private Optional<Diagnostic> commands(Path root, User user, List<Mount> mounts) throws InterruptedException {
        Map<String, Redacted> lent = new LinkedHashMap<>();
        secrets(user, mounts, lent);
        for (int i = 0; i < job.commands().size(); i++) {
            PlacedText command = job.commands().get(i);
            log.say("$ " + command.text().strip());
            List<String> args = new ArrayList<>(job.shell());
            args.add(command.text());
            ExecSpec spec = ExecSpec.builder(root, args)
                    .env(environment(user))
                    .secretEnv(lent)
                    .cwd(job.place().workdir().text())
                    .user(user)
                    .mounts(mounts)
                    .network(network())
                    .hostname("slipway")
                    .build();
            ExitStatus status = machine.sandbox().run(spec, log);
            if (!status.isSuccess()) {
                return Optional.of(failure(command, i, status));
            }
        }
        return Optional.empty();
    }

    private Diagnostic failure(PlacedText command, int index, ExitStatus status) {
        String which = job.commands().size() == 1
                ? "the command"
                : "command " + (index + 1) + " of " + job.commands().size();
        String how = status.notStarted()
                .map(reason -> " could not be started: " + reason)
                .orElse(" ended with " + status.code());
        return Diagnostic.error("job " + job.name().text() + ": " + which + how, command.span());
    }

    private void secrets(User user, List<Mount> mounts, Map<String, Redacted> variables) {
        Secrets secrets = machine.secrets();
        for (JobSecret secret : job.secrets()) {
            Redacted value = secrets.secret(secret.id().text()).orElseThrow(() -> missing(secret));
            secret.variable().ifPresent(name -> variables.put(name, value));
            secret.target()
                    .ifPresent(target ->
                            mounts.add(new Mount.SecretFile(value, target, user.uid(), user.gid(), SECRET_MODE)));
        }
    }

    /** The error that a secret is lent by nobody. */
    static SourceException missing(JobSecret secret) {
        String id = secret.id().text();
        return secret.id()
                .fault(
                        "nobody lends the secret \"" + id + "\"",
                        "set the variable " + id + ", or use --secret id=" + id + ",src=FILE");
    }

    private Network network() {
        return switch (job.place().network().map(PlacedText::text).orElse("default")) {
            case "host" -> Network.HOST;
            case "none" -> Network.NONE;
            default -> Network.DEFAULT;
        };
    }

    private List<String> environment(User user) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String assignment : base.config().env()) {
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                all.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        all.putIfAbsent("HOME", user.home());
        all.putAll(job.environment());
        List<String> assignments = new ArrayList<>();
        all.forEach((name, value) -> assignments.add(name + "=" + value));
        return assignments;
    }
}
