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
        Stage target = targetStage();
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
            base(stage.from());
            platform(stage.from());
        }
        for (Stage stage : request.dockerfile().stages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction instanceof Instruction.Copy copy && copy.from().isPresent()) {
                    numbered(copyFrom(copy.from().get()));
                }
            }
        }
    }

    /** What a build of the target can be given. */
    public static Outline outline(PlanRequest request, Sources sources) throws InterruptedException {
        DockerfilePlanner planner = new DockerfilePlanner(request, sources);
        planner.plan();
        return planner.outline.outline(planner.targetStage());
    }

    OutlineCapture outline() {
        return outline;
    }

    /** The arguments that every Dockerfile has, with what the user made of them. */
    public static Map<String, String> builtInArgs(PlanRequest request) {
        Map<String, String> found = PlatformArgs.of(
                request.buildPlatform(),
                request.platform(),
                request.target()
                        .or(() -> request.dockerfile().stages().getLast().name())
                        .orElse("default"));
        found.replaceAll((name, value) -> request.buildArgs().getOrDefault(name, value));
        return found;
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
            String name = planner.base(stage.from());
            if (!name.equals("scratch") && planner.named(name, stage.index()).isEmpty()) {
                found.add(new Image(stage.from(), name, planner.platform(stage.from())));
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
        Map<String, String> found = builtInArgs(request);
        for (Instruction.Arg arg : request.dockerfile().globalArgs()) {
            for (Instruction.Declaration declaration : arg.declarations()) {
                String name = expand(declaration.name(), Variables.of(found)).value();
                Set<String> parts = declaration
                        .value()
                        .filter(_ -> !request.buildArgs().containsKey(name))
                        .map(value -> expand(value, Variables.of(found)).used())
                        .orElse(Set.of());
                if (request.buildArgs().containsKey(name)) {
                    found.put(name, request.buildArgs().getOrDefault(name, ""));
                } else {
                    declaration
                            .value()
                            .ifPresent(value -> found.put(
                                    name, expand(value, Variables.of(found)).orThrow()));
                }
                outline.global(
                        new Outline.Arg(name, arg.description(declaration), found.getOrDefault(name, ""), arg.span()),
                        parts);
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
                .map(index -> nameOf(request.dockerfile().stages().get(index)))
                .toList();
        return names.size() == 1
                ? "a stage cannot need itself"
                : String.join(" needs ", names) + " needs " + nameOf(stage) + ": break the circle";
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
        String base = base(from);
        Platform platform = platform(from);
        Optional<Stage> parent = named(base, stage.index());
        outline.used(stage, expand(from.base(), Variables.of(globals)).used());
        from.platform()
                .ifPresent(word ->
                        outline.used(stage, expand(word, Variables.of(globals)).used()));
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
                new Step.Label(names.next(state.filesystem.name()), Optional.of(from.span()), false, Map.of());
        return state.on(new Step(state.filesystem.op(), label));
    }

    private Base image(Instruction.From from, String base, Platform platform) throws InterruptedException {
        try {
            return sources.image(base, platform, from.base().span());
        } catch (SourceException e) {
            Set<String> used = expand(from.base(), Variables.of(globals)).used();
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

    private String base(Instruction.From from) {
        String base = expand(from.base(), Variables.of(globals)).orThrow();
        if (base.isEmpty()) {
            throw new SourceException(Diagnostic.error(
                    "base name (" + from.base().raw() + ") should not be blank",
                    "give the ARG a default before the first FROM, or pass it with --build-arg",
                    from.base().span()));
        }
        return base;
    }

    private Platform platform(Instruction.From from) {
        // --platform= without a value says nothing
        Optional<Word> asked = from.platform().filter(word -> !word.raw().isEmpty());
        if (asked.isEmpty()) {
            return request.platform();
        }
        Word word = asked.get();
        Expanded expanded = expand(word, Variables.of(globals));
        String text = expanded.orThrow();
        try {
            return Platform.parse(text);
        } catch (OciSyntaxException e) {
            String meant = expanded.unset().stream()
                    .flatMap(name -> Suggestion.nearest(name, globals.keySet()).stream())
                    .findFirst()
                    .map(name -> " (did you mean " + name + "?)")
                    .orElse("");
            String problem = text.isEmpty()
                    ? "empty platform value from expression " + word.raw()
                    : "failed to parse platform " + word.raw() + ": "
                            + badComponent(text).orElse(String.valueOf(e.getMessage()));
            throw new SourceException(Diagnostic.error(
                    problem + meant, "expected os/architecture[/variant], such as linux/arm64", word.span()));
        }
    }

    private static Optional<String> badComponent(String platform) {
        for (String part : platform.split("/", -1)) {
            boolean good = !part.isEmpty()
                    && part.chars()
                            .allMatch(c -> (c >= 'a' && c <= 'z')
                                    || (c >= 'A' && c <= 'Z')
                                    || (c >= '0' && c <= '9')
                                    || c == '_'
                                    || c == '.'
                                    || c == '-');
            if (!good) {
                return Optional.of("\"" + part + "\" is an invalid component of \"" + platform
                        + "\": platform specifier component must match \"^[A-Za-z0-9_.-]+$\": invalid argument");
            }
        }
        return Optional.empty();
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

    /**
     * What {@code --from} names: a stage, by name or number, a named context, or an image.
     *
     * @param user the stage that asks
     */
    Step from(Located name, Stage user) throws InterruptedException {
        Optional<Stage> stage = named(name.text(), request.dockerfile().stages().size());
        if (stage.isEmpty()) {
            stage = numbered(name);
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

    private Optional<Stage> numbered(Located name) {
        int count = request.dockerfile().stages().size();
        Optional<Integer> index = number(name.text());
        if (index.isPresent() && index.get() >= count) {
            throw new SourceException(Diagnostic.error(
                    "invalid stage index " + index.get() + ": there are " + count + " stages, counted from 0",
                    name.span()));
        }
        return index.map(request.dockerfile().stages()::get);
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
        List<String> names = request.dockerfile().stages().stream()
                .flatMap(stage -> stage.name().stream())
                .toList();
        Optional<String> meant = Suggestion.didYouMean(name.text(), names);
        try {
            return sources.image(name.text(), request.platform(), name.span());
        } catch (SourceException e) {
            Diagnostic first = e.diagnostics().getFirst();
            throw meant.isEmpty() ? e : new SourceException(e.outcome(), List.of(first.withHelp(meant)));
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
