// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.engine.Engine;
import dev.slipway.engine.LayerSteps;
import dev.slipway.engine.StepResult;
import dev.slipway.export.BuiltImage;
import dev.slipway.export.LayerDifference;
import dev.slipway.export.OutputSpec;
import dev.slipway.export.Reproduction;
import dev.slipway.graph.Step;
import dev.slipway.oci.Platform;
import dev.slipway.plan.BuildPlan;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Store;
import dev.slipway.text.BuildException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code --verify-reproducible}: builds what was built a second time, with an empty cache, and compares. Only what comes
 * from outside is the same for both: images, packages, downloads and repositories.
 */
final class ReproducibilityCheck {
    /** Two builds within one second could have the same times by chance. */
    private static final long PAUSE_MILLIS = 1100;

    private final Engine.Setting setting;
    private final Optional<Instant> epoch;
    private final List<OutputSpec> outputs;

    /** @param epoch the time of what the build itself makes */
    ReproducibilityCheck(Engine.Setting setting, Optional<Instant> epoch, List<OutputSpec> outputs) {
        this.setting = setting;
        this.epoch = epoch;
        this.outputs = outputs;
    }

    /** @throws BuildException if the second build gives something else */
    void check(Engine done, List<BuildPlan> plans, List<BuiltImage> built) throws InterruptedException {
        List<Step> roots = plans.stream().map(BuildPlan::root).toList();
        Thread.sleep(PAUSE_MILLIS);
        try (Store apart = setting.store().beside();
                Engine engine =
                        new Engine(setting.in(apart, again(setting.progress().sink())))) {
            for (ActionRecord input : done.inputs(roots)) {
                apart.save(input);
            }
            List<StepResult> results = engine.build(Engine.Goal.of(roots), _ -> {});
            Reproduction reproduction = new Reproduction(setting.store(), apart, epoch, outputs);
            List<String> told = new ArrayList<>();
            Set<LayerDifference.Aspect> aspects = EnumSet.noneOf(LayerDifference.Aspect.class);
            for (int i = 0; i < plans.size(); i++) {
                BuiltImage first = built.get(i);
                Reproduction.Result result = reproduction.compare(
                        first, new BuiltImage(results.get(i).chain(), first.config()));
                result.layers().forEach(layer -> aspects.addAll(layer.aspects()));
                told.addAll(tell(result, roots.get(i), first, plans.size() > 1));
            }
            fail(told, aspects);
        }
    }

    private void fail(List<String> told, Set<LayerDifference.Aspect> aspects) {
        if (!told.isEmpty()) {
            boolean onlyTimes = aspects.isEmpty() || aspects.equals(EnumSet.of(LayerDifference.Aspect.TIME));
            List<String> all = new ArrayList<>();
            all.add("not reproducible: a second build gave another result; nothing was exported");
            all.addAll(told);
            all.addAll(Remedies.of(epoch.isPresent(), aspects, onlyTimes));
            throw new BuildException(String.join("\n", all), Optional.empty());
        }
    }

    private static List<String> tell(Reproduction.Result result, Step root, BuiltImage image, boolean named) {
        List<String> told = new ArrayList<>();
        if (result.isSame()) {
            return told;
        }
        Platform platform = image.config().platform();
        LayerSteps steps = LayerSteps.of(root, image.chain().size());
        for (LayerDifference layer : result.layers()) {
            told.add((named ? platform + ": " : "") + "layer " + (layer.layer() + 1) + " of "
                    + image.chain().size()
                    + steps.maker(layer.layer())
                            .map(ReproducibilityCheck::place)
                            .orElse(""));
            layer.files().forEach(file -> told.add("  " + file));
            if (layer.more() > 0) {
                told.add("  and " + layer.more() + " more");
            }
        }
        result.created().ifPresent(times -> told.add("configuration\n  created " + times));
        return told;
    }

    private static String place(Step step) {
        return step.label()
                        .at()
                        .map(at -> ", " + at.file().name() + ":" + at.line())
                        .orElse("")
                + ", " + step.name();
    }

    // steps of the second build are others than those of the first
    private static ProgressSink again(ProgressSink sink) {
        return event -> again(event, sink);
    }

    private static void again(ProgressEvent event, ProgressSink sink) {
        switch (event) {
            case ProgressEvent.Declared(var step, var name, var inputs) ->
                sink.accept(new ProgressEvent.Declared(
                        other(step),
                        "[again] " + name,
                        inputs.stream().map(ReproducibilityCheck::other).toList()));
            case ProgressEvent.Started(var step, var at) -> sink.accept(new ProgressEvent.Started(other(step), at));
            case ProgressEvent.Cached(var step, var at) -> sink.accept(new ProgressEvent.Cached(other(step), at));
            case ProgressEvent.Because(var step, var at, var reason) ->
                sink.accept(new ProgressEvent.Because(other(step), at, reason));
            case ProgressEvent.Done(var step, var at) -> sink.accept(new ProgressEvent.Done(other(step), at));
            case ProgressEvent.Failed(var step, var at, var error) ->
                sink.accept(new ProgressEvent.Failed(other(step), at, error));
            case ProgressEvent.Cancelled(var step, var at) -> sink.accept(new ProgressEvent.Cancelled(other(step), at));
            case ProgressEvent.Output(var step, var at, var stream, var text) ->
                sink.accept(new ProgressEvent.Output(other(step), at, stream, text));
            case ProgressEvent.Status(var step, var at, var id, var current, var total, var completed) ->
                sink.accept(new ProgressEvent.Status(other(step), at, id, current, total, completed));
            case ProgressEvent.Warning _ -> sink.accept(event);
        }
    }

    private static Digest other(Digest step) {
        return new Hasher().put("again").put(step).digest();
    }

    /** What is mostly the cause, and what helps. */
    private static final class Remedies {
        private Remedies() {}

        static List<String> of(boolean hasEpoch, Set<LayerDifference.Aspect> aspects, boolean onlyTimes) {
            List<String> told = new ArrayList<>();
            if (aspects.isEmpty() || aspects.contains(LayerDifference.Aspect.TIME)) {
                told.add(
                        hasEpoch
                                ? "times: add rewrite-timestamp=true to every --output of an image"
                                : "times: give --build-arg SOURCE_DATE_EPOCH=SECONDS, such as $(git log -1 --format=%ct),"
                                        + " and add rewrite-timestamp=true to every --output of an image");
            }
            if (!onlyTimes) {
                told.add(
                        "contents: look for times, random values, temporary names and the order of parallel work in what "
                                + "the step runs; ARG SOURCE_DATE_EPOCH hands the time to programs that heed it");
            }
            return told;
        }
    }
}
