// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Located;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.words.Expanded;
import dev.slipway.dockerfile.words.Variables;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.graph.Step;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.Platform;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lowers the stages of a Dockerfile to the build graph. Only the stages that the target needs are looked at; each is
 * planned once. Follows the Dockerfile reference as BuildKit's {@code dockerfile2llb} reads it.
 */
public final class DockerfilePlanner {
    private final PlanRequest request;
    private final Sources sources;
    private final WordExpander words;
    private final OutlineCapture outline = new OutlineCapture();
    private final StageIndex stages;
    private final GlobalScope globals;
    private final Map<Integer, StageState> planned = new HashMap<>();
    private final Set<Integer> planning = new LinkedHashSet<>();

    private DockerfilePlanner(PlanRequest request, Sources sources) {
        this.request = request;
        this.sources = sources;
        this.words = WordExpander.ofWords(request.dockerfile().directives().escape());
        this.stages = new StageIndex(request.dockerfile().stages());
        this.globals = new GlobalScope(request, words, outline);
    }

    /**
     * Plans the target of the request.
     *
     * @throws SourceException if the Dockerfile asks for what cannot be
     * @throws UsageException if there is no such target
     */
    public static BuildPlan plan(PlanRequest request, Sources sources) throws InterruptedException {
        return new DockerfilePlanner(request, sources).plan();
    }

    private Stage target() {
        return stages.target(request.target(), request.dockerfile().source().toString());
    }

    private BuildPlan plan() throws InterruptedException {
        Stage target = target();
        checkStages();
        StageState state = stage(target);
        Map<String, String> labels = new TreeMap<>(state.config.labels());
        labels.putAll(request.labels());
        ImageConfig image = state.finishedImage();
        ImageConfig labelled =
                image.withConfig(image.config().toBuilder().labels(labels).build());
        ImageConfig finished =
                labelled.withPlatform(platformOf(image.platform()).normalised());
        return new BuildPlan(
                state.filesystem,
                request.epoch().map(finished::withCreated).orElse(finished),
                Set.copyOf(planned.keySet()));
    }

    // a platform that the user asked for is written into the image, whatever its base said
    private Platform platformOf(Platform image) {
        if (!request.platformIsGiven()) {
            return image;
        }
        Platform wanted = request.platform();
        boolean same = wanted.os().equals(image.os()) && wanted.architecture().equals(image.architecture());
        return new Platform(
                wanted.os(),
                wanted.architecture(),
                wanted.variant().or(() -> same ? image.variant() : Optional.empty()),
                wanted.osVersion().or(() -> same ? image.osVersion() : Optional.empty()),
                wanted.osFeatures().isEmpty() ? image.osFeatures() : wanted.osFeatures());
    }

    /** What is wrong in any stage, needed or not, is an error: bases without a name, platforms, stage numbers. */
    private void checkStages() {
        for (Stage stage : request.dockerfile().stages()) {
            globals.base(stage.from());
            globals.platform(stage.from());
        }
        for (Stage stage : request.dockerfile().stages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction instanceof Instruction.Copy copy && copy.from().isPresent()) {
                    stages.numbered(copyFrom(copy.from().get()));
                }
            }
        }
    }

    /** What a build of the target can be given. */
    public static Outline outline(PlanRequest request, Sources sources) throws InterruptedException {
        DockerfilePlanner planner = new DockerfilePlanner(request, sources);
        planner.plan();
        return planner.outline.outline(planner.target());
    }

    OutlineCapture outline() {
        return outline;
    }

    /** The arguments that every Dockerfile has, with what the user made of them. */
    public static Map<String, String> builtInArgs(PlanRequest request) {
        return GlobalScope.builtInArgs(request);
    }

    /**
     * An image that a FROM names.
     *
     * @param platform what it is wanted for
     */
    public record Image(Instruction.From from, String name, Platform platform) {}

    /** The images that the stages are based on, needed or not; other stages and {@code scratch} are none. */
    public static List<Image> images(PlanRequest request, Sources sources) {
        DockerfilePlanner planner = new DockerfilePlanner(request, sources);
        List<Image> found = new ArrayList<>();
        for (Stage stage : request.dockerfile().stages()) {
            String name = planner.globals.base(stage.from());
            if (!name.equals("scratch")
                    && planner.stages.namedBefore(stage, name).isEmpty()) {
                found.add(new Image(stage.from(), name, planner.globals.platform(stage.from())));
            }
        }
        return found;
    }

    /** Plans every stage, for those who look for errors; or only the target, when one was asked for. */
    public static void check(PlanRequest request, Sources sources) throws InterruptedException {
        DockerfilePlanner planner = new DockerfilePlanner(request, sources);
        if (request.target().isPresent()) {
            planner.plan();
            return;
        }
        planner.checkStages();
        for (Stage stage : request.dockerfile().stages()) {
            planner.stage(stage);
        }
    }

    Expanded expand(Word word, Variables variables) {
        return words.expand(word, variables);
    }

    PlanRequest request() {
        return request;
    }

    Sources sources() {
        return sources;
    }

    /** The value of an argument that was given or declared before the first FROM. */
    Optional<String> global(String name) {
        return globals.value(name);
    }

    /** The stage planned to its end; stages that refer to each other in a circle are an error. */
    private StageState stage(Stage stage) throws InterruptedException {
        StageState known = planned.get(stage.index());
        if (known != null) {
            return known;
        }
        if (!planning.add(stage.index())) {
            throw new SourceException(Diagnostic.error(
                    "circular dependency on stage \"" + stages.shown(stage.index()) + "\"",
                    circle(stage),
                    stage.from().span()));
        }
        StageState state = planStage(stage);
        planning.remove(stage.index());
        planned.put(stage.index(), state);
        return state;
    }

    private String circle(Stage stage) {
        List<String> names = planning.stream()
                .dropWhile(index -> index != stage.index())
                .map(stages::shown)
                .toList();
        return names.size() == 1
                ? "a stage cannot need itself"
                : String.join(" needs ", names) + " needs " + stages.shown(stage.index()) + ": break the circle";
    }

    private StageState planStage(Stage stage) throws InterruptedException {
        Optional<Base> override = stage.name().isPresent()
                ? sources.named(
                        stage.name().get(), request.platform(), stage.from().span())
                : Optional.empty();
        if (override.isPresent()) {
            return ofBase(override.get());
        }
        return new StagePlanner(this, stage, stages.label(stage)).plan();
    }

    /** The state in which FROM begins. */
    StageState begin(Stage stage, StepNames names) throws InterruptedException {
        Instruction.From from = stage.from();
        String base = globals.base(from);
        Platform platform = globals.platform(from);
        Optional<Stage> parent = stages.namedBefore(stage, base);
        outline.used(stage, globals.expand(from.base()).used());
        from.platform()
                .ifPresent(word -> outline.used(stage, globals.expand(word).used()));
        if (parent.isPresent()) {
            outline.base(stage, parent.get());
            return StageState.ofStage(request, stage(parent.get()));
        }
        if (base.equals("scratch")) {
            return StageState.ofScratch(request, platform);
        }
        Optional<Base> named = sources.named(base, platform, from.base().span());
        if (named.isPresent()) {
            return ofBase(named.get());
        }
        StageState state = ofBase(image(from, base, platform));
        Step.Label label =
                new Step.Label(names.next(state.filesystem.name()), Optional.of(from.span()), Optional.empty());
        return state.on(new Step(state.filesystem.op(), label));
    }

    private Base image(Instruction.From from, String base, Platform platform) throws InterruptedException {
        try {
            return sources.image(base, platform, from.base().span());
        } catch (SourceException e) {
            Set<String> used = globals.expand(from.base()).used();
            if (used.isEmpty() || e.diagnostics().size() != 1) {
                throw e;
            }
            boolean byArchitecture = used.contains("TARGETARCH") || used.contains("BUILDARCH");
            String help =
                    "for " + request.platform() + " the name " + from.base().raw() + " is " + base
                            + (byArchitecture
                                    ? "; where images are named x86_64 and aarch64, give each platform a stage:"
                                            + " FROM NAME_x86_64 AS base-amd64, and FROM base-${TARGETARCH}"
                                    : "");
            Diagnostic told = e.diagnostics().getFirst();
            throw new SourceException(e.outcome(), List.of(told.help().isPresent() ? told : told.withHelp(help)));
        }
    }

    /** Whether FROM is a step: it brings an image, not a stage, a folder or nothing. */
    boolean hasBaseStep(Stage stage) throws InterruptedException {
        String base = globals.expand(stage.from().base()).value();
        return !base.equals("scratch")
                && stages.namedBefore(stage, base).isEmpty()
                && sources.named(base, request.platform(), stage.from().base().span())
                        .isEmpty();
    }

    /** A text with the variables that are known replaced and its quotes kept, as names of steps show it. */
    String shown(String text, SourceSpan at, Variables variables) {
        Expanded expanded = new WordExpander(words.escape(), true).expand(new Word(text, at), variables);
        return expanded.problem().isPresent() || !expanded.unset().isEmpty() ? text : expanded.value();
    }

    private StageState ofBase(Base base) {
        return base.config()
                .map(config -> StageState.ofImage(request, base.step(), config))
                .orElseGet(
                        () -> StageState.ofScratch(request, request.platform()).on(StagePlanner.wholeOf(base.step())));
    }

    /**
     * What {@code --from} names: a stage, by name or number, a named context, or an image.
     *
     * @param user the stage that asks
     */
    Step from(Located name, Stage user) throws InterruptedException {
        Optional<Stage> stage = stages.named(name.text());
        if (stage.isEmpty()) {
            stage = stages.numbered(name);
        }
        if (stage.isPresent()) {
            checkOrder(stage.get(), name, user);
            return stage(stage.get()).filesystem;
        }
        if (name.text().equals("scratch")) {
            return StageState.empty();
        }
        Optional<Base> named = sources.named(name.text(), request.platform(), name.span());
        if (named.isPresent()) {
            return named.get().step();
        }
        return imageOrSuggestion(name).step();
    }

    private static void checkOrder(Stage stage, Located name, Stage user) {
        if (stage.index() == user.index()) {
            throw new SourceException(Diagnostic.error(
                    "circular dependency on stage \"" + name.text() + "\"", "a stage cannot need itself", name.span()));
        }
        if (stage.index() > user.index()) {
            throw new SourceException(Diagnostic.error(
                    "cannot copy from stage \"" + name.text() + "\", it needs to be defined before current stage",
                    "move the stage up",
                    name.span()));
        }
    }

    /** What COPY names with {@code --from}; variables are not replaced there. */
    Located copyFrom(Word word) {
        String text = expand(word, Variables.NONE).orThrow();
        if (!text.equals(word.raw())) {
            throw new SourceException(Diagnostic.error(
                    "variable expansion is not supported for --from, define a new stage with FROM using ARG from"
                            + " global scope as a workaround",
                    word.span()));
        }
        return new Located(text, word.span());
    }

    private Base imageOrSuggestion(Located name) throws InterruptedException {
        Optional<String> meant = Suggestion.didYouMean(name.text(), stages.names());
        try {
            return sources.image(name.text(), request.platform(), name.span());
        } catch (SourceException e) {
            Diagnostic first = e.diagnostics().getFirst();
            throw meant.isEmpty() ? e : new SourceException(e.outcome(), List.of(first.withHelp(meant)));
        }
    }

    /** The option by which what earlier builds made of the stage is not wanted. */
    Optional<String> anew(Stage stage) {
        PlanRequest.CacheUse use = request.cache();
        if (use.none()) {
            return Optional.of("--no-cache");
        }
        String number = Integer.toString(stage.index());
        Optional<String> named = stage.name().filter(use.notForStages()::contains);
        return named.or(() -> use.notForStages().contains(number) ? Optional.of(number) : Optional.empty())
                .map(name -> "--no-cache-filter " + name);
    }

    /** Proxies that were given, under both their names. */
    Map<String, String> proxyEnv() {
        Map<String, String> found = new TreeMap<>();
        for (String name : new TreeSet<>(request.buildArgs().keySet())) {
            String upper = name.toUpperCase(Locale.ROOT);
            String value = request.buildArgs().getOrDefault(name, "");
            if (PlatformArgs.PROXIES.contains(upper) && !value.isEmpty()) {
                found.put(upper, value);
                found.put(upper.toLowerCase(Locale.ROOT), value);
            }
        }
        return found;
    }
}
