// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Field;
import dev.slipway.bake.PlacedText;
import dev.slipway.bake.Target;
import dev.slipway.digest.Digest;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.job.ArtifactCheck;
import dev.slipway.portable.BinaryWalk;
import dev.slipway.portable.Policy;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.View;
import dev.slipway.text.HostException;
import dev.slipway.text.Outcome;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Holds the binaries that targets add to their bases to the policies that they name, before anything goes anywhere. */
final class TargetGates {
    private final PolicyGate gate;
    private final Map<String, List<Policy>> policies = new HashMap<>();
    private final Map<String, Target> targets = new HashMap<>();

    /** @throws SourceException if a target names a policy that there is not */
    TargetGates(Iterable<Target> targets, Io io) {
        this.gate = new PolicyGate(io);
        for (Target target : targets) {
            List<String> names = target.texts(Field.VERIFY);
            if (!names.isEmpty()) {
                SourceSpan place = place(target);
                policies.put(
                        target.name(),
                        gate.policies(names.stream()
                                .map(name -> new PlacedText(name, place))
                                .toList()));
                this.targets.put(target.name(), target);
            }
        }
    }

    private static SourceSpan place(Target target) {
        return Objects.requireNonNull(target.places().get(Field.VERIFY));
    }

    boolean has(String target) {
        return policies.containsKey(target);
    }

    /**
     * Judges one image.
     *
     * @throws SourceException if it breaks a policy
     */
    void judge(String name, Step root, Chain chain, BakeSession session) throws InterruptedException {
        if (!has(name)) {
            return;
        }
        Progress progress = session.progress();
        Digest shown = Digest.of("verify " + name + " " + root.digest());
        String title =
                "[" + name + "] verify: " + String.join(", ", target(name).texts(Field.VERIFY));
        progress.declared(shown, title, List.of(root.digest()));
        progress.watched(shown, title, () -> {
            ArtifactCheck.Findings findings = findings(name, root, chain, session.store());
            findings.lines().forEach(line -> progress.output(shown, ProgressEvent.Stream.STDERR, line + "\n"));
            if (findings.failure().isPresent()) {
                throw new SourceException(
                        Outcome.BUILD_FAILED, List.of(findings.failure().get()));
            }
            return name;
        });
    }

    private Target target(String name) {
        return Objects.requireNonNull(targets.get(name));
    }

    private ArtifactCheck.Findings findings(String name, Step root, Chain chain, Store store) {
        List<Policy> held = Objects.requireNonNull(policies.get(name));
        PolicyJudge judge = new PolicyJudge(held, (_, _) -> {});
        List<LayerId> own = chain.layers().subList(Math.max(0, chain.size() - own(root)), chain.size());
        Set<String> paths = new TreeSet<>();
        own.forEach(layer -> files(store.layers().fs(layer), "", paths));
        if (!paths.isEmpty()) {
            try (View view = store.view(chain)) {
                paths.forEach(path -> look(view.root(), path, judge));
            }
        }
        return gate.findings(new PolicyGate.Judged(judge, held, "target " + name, place(target(name))));
    }

    /** How many layers stand above those of the image or packages that it all began with. */
    private static int own(Step step) {
        return switch (step.op()) {
            case Op.Image _, Op.Packages _, Op.Local _, Op.Http _, Op.Git _ -> 0;
            case Op.Exec exec -> own(exec.root()) + 1;
            case Op.Files files -> own(files.base()) + 1;
            case Op.Merge merge ->
                merge.layers().stream().mapToInt(TargetGates::own).sum();
        };
    }

    private static void files(Path folder, String path, Set<String> into) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = path + entry.getFileName();
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    files(entry, name + "/", into);
                } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    into.add(name);
                }
            }
        } catch (IOException e) {
            throw new HostException("cannot read a layer: " + Reasons.of(e), e);
        }
    }

    // a later layer may have taken it away, or put something else there: a link for one of its folders, say
    private static void look(Path root, String path, PolicyJudge judge) {
        Path at = root;
        String[] names = path.split("/");
        for (int i = 0; i < names.length - 1; i++) {
            at = at.resolve(names[i]);
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
        }
        Path file = at.resolve(names[names.length - 1]);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            new BinaryWalk(judge).binary(file, "/" + path);
        }
    }
}
