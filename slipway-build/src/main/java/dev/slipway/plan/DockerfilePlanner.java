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
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lowers the stages of a Dockerfile to the build graph. Only the stages that the target needs are looked at; each is
 * planned once. Follows the Dockerfile reference as BuildKit's {@code dockerfile2llb} reads it.
 */
public final class DockerfilePlanner {
    private final PlanRequest request;
    private final Sources sources;
    private final WordExpander words;
    private final Map<String, String> globals;
    private final Map<Integer, StageState> planned = new HashMap<>();
    private final Set<Integer> planning = new LinkedHashSet<>();

    private DockerfilePlanner(PlanRequest request, Sources sources) {
        this.request = request;
        this.sources = sources;
        this.words = WordExpander.ofWords(request.dockerfile().directives().escape());
        this.globals = readGlobals();
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

    private BuildPlan plan() throws InterruptedException {
        StageState state = stage(targetStage());
        Map<String, String> labels = new TreeMap<>(state.config.labels());
        labels.putAll(request.labels());
        ImageConfig image = state.finishedImage();
        ImageConfig labelled =
                image.withConfig(image.config().toBuilder().labels(labels).build());
        return new BuildPlan(
                state.filesystem, request.epoch().map(labelled::withCreated).orElse(labelled));
    }

    private Stage targetStage() {
        List<Stage> stages = request.dockerfile().stages();
        if (request.target().isEmpty()) {
            return stages.getLast();
        }
        String name = request.target().get();
        return find(name, stages.size()).orElseThrow(() -> {
            List<String> names =
                    stages.stream().flatMap(stage -> stage.name().stream()).toList();
            String help = Suggestion.didYouMean(name, names)
                    .orElse(names.isEmpty() ? "no stage has a name" : "the stages are " + String.join(", ", names));
            return new UsageException("target stage \"" + name + "\" could not be found in "
                    + request.dockerfile().source() + ": " + help);
        });
    }

    /** The stage of that name, the last of equals, or of that number; only the first {@code limit} are looked at. */
    private Optional<Stage> find(String name, int limit) {
        return named(name, limit)
                .or(() -> number(name)
                        .filter(index -> index < limit)
                        .map(request.dockerfile().stages()::get));
    }

    private Optional<Stage> named(String name, int limit) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (Stage stage : request.dockerfile().stages().subList(0, limit).reversed()) {
            if (stage.name().filter(wanted::equals).isPresent()) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        if (text.isEmpty() || text.length() > 6 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text));
    }

    private Map<String, String> readGlobals() {
        Map<String, String> found = PlatformArgs.of(
                request.buildPlatform(), request.platform(), request.target().orElse("default"));
        found.replaceAll((name, value) -> request.buildArgs().getOrDefault(name, value));
        for (Instruction.Arg arg : request.dockerfile().globalArgs()) {
            for (Instruction.Declaration declaration : arg.declarations()) {
                String name = expand(declaration.name(), Variables.of(found)).value();
                if (request.buildArgs().containsKey(name)) {
                    found.put(name, request.buildArgs().getOrDefault(name, ""));
                } else {
                    declaration
                            .value()
                            .ifPresent(value -> found.put(
                                    name, expand(value, Variables.of(found)).orThrow()));
                }
            }
        }
        return found;
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
        return Optional.ofNullable(globals.get(name));
    }

    /** The stage planned to its end; stages that refer to each other in a circle are an error. */
    private StageState stage(Stage stage) throws InterruptedException {
        StageState known = planned.get(stage.index());
        if (known != null) {
            return known;
        }
        if (!planning.add(stage.index())) {
            throw new SourceException(Diagnostic.error(
                    "circular dependency on stage \"" + nameOf(stage) + "\"",
                    "a stage cannot need itself",
                    stage.from().span()));
        }
        StageState state = planStage(stage);
        planning.remove(stage.index());
        planned.put(stage.index(), state);
        return state;
    }

    private StageState planStage(Stage stage) throws InterruptedException {
        Optional<Base> override = stage.name().isPresent()
                ? sources.named(
                        stage.name().get(), request.platform(), stage.from().span())
                : Optional.empty();
        if (override.isPresent()) {
            return ofBase(override.get());
        }
        return new StagePlanner(this, stage, stageLabel(stage)).plan();
    }

    /** The state in which FROM begins. */
    StageState begin(Stage stage, StepNames names) throws InterruptedException {
        Instruction.From from = stage.from();
        Variables variables = Variables.of(globals);
        String base = expand(from.base(), variables).orThrow();
        if (base.isEmpty()) {
            throw new SourceException(Diagnostic.error(
                    "base name (" + from.base().raw() + ") should not be blank",
                    "give the ARG a default before the first FROM, or pass it with --build-arg",
                    from.base().span()));
        }
        Platform platform = from.platform().isPresent()
                ? platform(
                        expand(from.platform().get(), variables).orThrow(),
                        from.platform().get().span())
                : request.platform();
        Optional<Stage> parent = named(base, stage.index());
        if (parent.isPresent()) {
            return StageState.ofStage(request, stage(parent.get()));
        }
        if (base.equals("scratch")) {
            return StageState.ofScratch(request, platform);
        }
        Optional<Base> named = sources.named(base, platform, from.base().span());
        if (named.isPresent()) {
            return ofBase(named.get());
        }
        StageState state = ofBase(sources.image(base, platform, from.base().span()));
        Step.Label label =
                new Step.Label(names.next(state.filesystem.name()), Optional.of(from.span()), false, Map.of());
        return state.on(new Step(state.filesystem.op(), label));
    }

    /** Whether FROM is a step: it brings an image, not a stage, a folder or nothing. */
    boolean hasBaseStep(Stage stage) throws InterruptedException {
        String base = expand(stage.from().base(), Variables.of(globals)).value();
        return !base.equals("scratch")
                && named(base, stage.index()).isEmpty()
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

    private static Platform platform(String text, SourceSpan at) {
        try {
            return Platform.parse(text);
        } catch (OciSyntaxException e) {
            throw new SourceException(Diagnostic.error(
                    "failed to parse platform \"" + text + "\": " + e.getMessage(),
                    "expected os/architecture[/variant], such as linux/arm64",
                    at));
        }
    }

    /**
     * What {@code --from} names: a stage, by name or number, a named context, or an image.
     *
     * @param user the stage that asks
     */
    Step from(Located name, Stage user) throws InterruptedException {
        int count = request.dockerfile().stages().size();
        Optional<Stage> stage = named(name.text(), count);
        if (stage.isEmpty()) {
            Optional<Integer> index = number(name.text());
            if (index.isPresent() && index.get() >= count) {
                throw new SourceException(Diagnostic.error(
                        "invalid stage index " + index.get() + ": there are " + count + " stages, counted from 0",
                        name.span()));
            }
            stage = index.map(request.dockerfile().stages()::get);
        }
        if (stage.isPresent()) {
            if (stage.get().index() == user.index()) {
                throw new SourceException(Diagnostic.error(
                        "circular dependency on stage \"" + name.text() + "\"",
                        "a stage cannot need itself",
                        name.span()));
            }
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

    private Base imageOrSuggestion(Located name) throws InterruptedException {
        List<String> names = request.dockerfile().stages().stream()
                .flatMap(stage -> stage.name().stream())
                .toList();
        Optional<String> meant = Suggestion.didYouMean(name.text(), names);
        try {
            return sources.image(name.text(), request.platform(), name.span());
        } catch (SourceException e) {
            Diagnostic first = e.diagnostics().getFirst();
            throw meant.isEmpty() ? e : new SourceException(first.withHelp(meant));
        }
    }

    private String nameOf(Stage stage) {
        return stage.name().orElse(Integer.toString(stage.index()));
    }

    private String stageLabel(Stage stage) {
        return stage.name().orElse(request.dockerfile().stages().size() > 1 ? "stage-" + stage.index() : "");
    }

    /** Whether what earlier builds made of the stage is not wanted. */
    boolean ignoresCache(Stage stage) {
        PlanRequest.CacheUse use = request.cache();
        return use.none()
                || use.notForStages().contains(Integer.toString(stage.index()))
                || stage.name().filter(use.notForStages()::contains).isPresent();
    }

    Map<String, String> proxyEnv() {
        Map<String, String> found = new LinkedHashMap<>();
        request.buildArgs().forEach((name, value) -> {
            if (PlatformArgs.PROXIES.contains(name)) {
                found.put(name, value);
            }
        });
        return found;
    }
}
