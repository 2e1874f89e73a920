// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakeConfig;
import dev.slipway.bake.BakePlan;
import dev.slipway.bake.BakeReader;
import dev.slipway.bake.Field;
import dev.slipway.bake.Job;
import dev.slipway.bake.JobImage;
import dev.slipway.bake.PlacedText;
import dev.slipway.bake.Target;
import dev.slipway.bake.TargetResolver;
import dev.slipway.digest.Hasher;
import dev.slipway.engine.ImageFinder;
import dev.slipway.engine.ResolvedImage;
import dev.slipway.job.JobBase;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.Store;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds the images that jobs run in: those of targets are built, all of one platform as one bake. */
final class JobImages {
    private final ProjectJobs project;
    private final JobOptions options;
    private final Io io;
    private final Machine machine;

    /** Where images come from. */
    record Machine(Store store, Registries registries, Progress progress) {}

    JobImages(ProjectJobs project, JobOptions options, Io io, Machine machine) {
        this.project = project;
        this.options = options;
        this.io = io;
        this.machine = machine;
    }

    Map<Job, JobBase> of(List<Job> jobs) throws InterruptedException {
        Map<Job, JobBase> bases = new HashMap<>();
        Map<Platform, List<Job>> built = new LinkedHashMap<>();
        Map<List<Object>, JobBase> pulled = new HashMap<>();
        for (Job job : jobs) {
            Platform platform = platform(job);
            switch (job.image()) {
                case JobImage.OfTarget _ ->
                    built.computeIfAbsent(platform, _ -> new ArrayList<>()).add(job);
                case JobImage.Reference(var name) -> {
                    List<Object> key = List.of(name.text(), platform);
                    if (!pulled.containsKey(key)) {
                        pulled.put(key, pull(name, platform));
                    }
                    bases.put(job, Objects.requireNonNull(pulled.get(key)));
                }
            }
        }
        if (!built.isEmpty()) {
            build(built, bases);
        }
        return bases;
    }

    private static Platform platform(Job job) {
        if (job.place().platform().isEmpty()) {
            return Platform.host();
        }
        PlacedText wanted = job.place().platform().get();
        try {
            return Platform.parse(wanted.text());
        } catch (OciSyntaxException _) {
            throw wanted.fault("\"" + wanted.text() + "\" is no platform", "expected linux/ARCH, such as linux/arm64");
        }
    }

    private JobBase pull(PlacedText name, Platform platform) {
        ImageReference reference;
        try {
            reference = ImageReference.parse(name.text());
        } catch (OciSyntaxException e) {
            throw name.fault("\"" + name.text() + "\" is no image", String.valueOf(e.getMessage()));
        }
        ResolvedImage image = find(reference, platform);
        return new JobBase(new PulledLayers(image, machine), image.config().config(), image.manifest());
    }

    private ResolvedImage find(ImageReference reference, Platform platform) {
        return new ImageFinder(machine.store(), machine.registries()::client, machine.progress(), false)
                .find(reference, platform);
    }

    private void build(Map<Platform, List<Job>> built, Map<Job, JobBase> bases) throws InterruptedException {
        BakeConfig config = BakeReader.read(project.files(), project.surroundings());
        for (Map.Entry<Platform, List<Job>> entry : built.entrySet()) {
            Set<String> targets = new LinkedHashSet<>();
            List<String> sets = new ArrayList<>();
            for (Job job : entry.getValue()) {
                PlacedText name = job.image().name();
                Target target = config.targets().get(name.text());
                if (target == null) {
                    throw name.fault(
                            "there is no target \"" + name.text() + "\"",
                            Suggestion.didYouMean(name.text(), config.targets().keySet())
                                    .orElse("none of the bake files defines it"));
                }
                if (targets.add(name.text()) && !target.flag(Field.ENSURE)) {
                    sets.add(name.text() + ".output=type=cacheonly");
                    sets.add(name.text() + ".platform=" + chosen(job, target, entry.getKey()));
                }
            }
            BakePlan plan = TargetResolver.resolve(config, List.copyOf(targets), sets, project.surroundings());
            build(EnsuredTargets.pushed(plan, false), entry.getValue(), entry.getKey(), bases);
        }
    }

    private void build(BakePlan plan, List<Job> jobs, Platform platform, Map<Job, JobBase> bases)
            throws InterruptedException {
        Map<String, BuildOptions> read = new HashMap<>();
        plan.targets()
                .forEach((name, target) ->
                        read.put(name, new TargetReader(target, options.bake().call(), io).read()));
        EnsuredTargets ensured = EnsuredTargets.look(plan, read, false, machine.registries());
        BakePlan left = ensured.left(plan);
        Map<String, List<BakeBuild.Made>> made = left.targets().isEmpty()
                ? Map.of()
                : new BakeRun(left, options.bake(), io)
                        .made(machine.store(), machine.registries(), machine.progress(), ensured);
        // what was pushed just now is known by its digest as well, so that the next run finds the same image
        EnsuredTargets known =
                ensured.missing().isEmpty() ? ensured : EnsuredTargets.look(plan, read, false, machine.registries());
        for (Job job : jobs) {
            PlacedText name = job.image().name();
            Optional<ImageReference> image =
                    Optional.ofNullable(known.present().get(name.text())).map(EnsuredTargets.Present::image);
            List<BakeBuild.Made> built = made.get(name.text());
            if (built == null) {
                String there = image.orElseThrow().toString();
                bases.put(job, pull(new PlacedText(there, name.span()), platform));
            } else {
                JobBase base = base(built, platform);
                bases.put(
                        job,
                        image.isEmpty()
                                ? base
                                : new JobBase(
                                        base.layers(),
                                        base.config(),
                                        find(image.get(), platform).manifest()));
            }
        }
    }

    // a target that is only for others runs as one of them, where an emulator is at hand
    private static String chosen(Job job, Target target, Platform platform) {
        List<String> own = target.texts(Field.PLATFORMS);
        boolean isFree = job.place().platform().isPresent() || own.isEmpty() || own.contains(platform.toString());
        return isFree ? platform.toString() : own.getFirst();
    }

    private static JobBase base(List<BakeBuild.Made> all, Platform platform) {
        BakeBuild.Made made = all.stream()
                .filter(one -> platform.matches(one.config().platform()))
                .findFirst()
                .orElse(all.getFirst());
        Hasher identity = new Hasher().put(made.result().identity());
        identity.put(made.config().config().env()).put(made.config().config().user());
        return new JobBase(made.result()::chain, made.config().config(), identity.digest());
    }
}
