// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.DockerfileParser;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.words.Expanded;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.Healthcheck;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans one stage, instruction after instruction. */
final class StagePlanner {
    private final DockerfilePlanner planner;
    private final Stage stage;
    private final StepNames names;
    private final Optional<String> anew;
    private StageState state;
    private String shownBefore = "";

    StagePlanner(DockerfilePlanner planner, Stage stage, String label) throws InterruptedException {
        this.planner = planner;
        this.stage = stage;
        this.anew = planner.anew(stage);
        this.names = StepNames.of(stage, label, planner.request().stepPrefix(), planner.hasBaseStep(stage));
        this.state = planner.begin(stage, names);
    }

    StageState plan() throws InterruptedException {
        List<Instruction> triggers = new ArrayList<>();
        for (String trigger : state.config.onBuild()) {
            triggers.add(parsed(trigger));
        }
        state.config = state.config.toBuilder().onBuild(List.of()).build();
        names.add(triggers);
        shownBefore = "ONBUILD ";
        for (Instruction trigger : triggers) {
            dispatch(trigger);
        }
        shownBefore = "";
        for (Instruction instruction : stage.instructions()) {
            dispatch(instruction);
        }
        return state;
    }

    private Instruction parsed(String trigger) {
        SourceFile source =
                SourceFile.of("ONBUILD trigger of " + stage.from().base().raw(), trigger);
        return DockerfileParser.parseInstruction(
                        source, planner.request().dockerfile().directives().escape())
                .orThrow()
                .orElseThrow();
    }

    private void dispatch(Instruction instruction) throws InterruptedException {
        // a switch over types costs milliseconds at its first use, on the path of every build
        if (instruction instanceof Instruction.Run run) {
            run(run);
        } else if (instruction instanceof Instruction.Copy copy) {
            copy(copy);
        } else if (instruction instanceof Instruction.Add add) {
            add(add);
        } else if (instruction instanceof Instruction.Workdir workdir) {
            workdir(workdir);
        } else if (instruction instanceof Instruction.Env env) {
            env(env);
        } else if (instruction instanceof Instruction.Arg arg) {
            arg(arg);
        } else {
            configure(instruction);
        }
    }

    // the instructions that change the configuration of the image alone
    private void configure(Instruction instruction) {
        if (instruction instanceof Instruction.Label label) {
            label(label);
        } else if (instruction instanceof Instruction.User user) {
            String name = expand(user.user());
            state.config = state.config.toBuilder().user(name).build();
            state.recordConfig("USER " + name);
        } else if (instruction instanceof Instruction.Expose expose) {
            expose(expose);
        } else if (instruction instanceof Instruction.Volume volume) {
            volume(volume);
        } else if (instruction instanceof Instruction.Cmd cmd) {
            cmd(cmd);
        } else if (instruction instanceof Instruction.Entrypoint entrypoint) {
            entrypoint(entrypoint);
        } else if (instruction instanceof Instruction.Shell shell) {
            state.config = state.config.toBuilder().shell(shell.arguments()).build();
            state.recordConfig("SHELL [" + String.join(" ", shell.arguments()) + "]");
        } else if (instruction instanceof Instruction.StopSignal signal) {
            stopSignal(signal);
        } else if (instruction instanceof Instruction.Healthcheck check) {
            healthcheck(check);
        } else if (instruction instanceof Instruction.Onbuild onbuild) {
            onbuild(onbuild);
        } else if (instruction instanceof Instruction.Maintainer maintainer) {
            state.image = state.image.withAuthor(maintainer.name().text());
            state.recordConfig("MAINTAINER " + maintainer.name().text());
        } else {
            throw new SourceException(Diagnostic.error("FROM cannot stand here", instruction.span()));
        }
    }

    private void onbuild(Instruction.Onbuild onbuild) {
        List<String> triggers = new ArrayList<>(state.config.onBuild());
        triggers.add(onbuild.trigger().text());
        state.config = state.config.toBuilder().onBuild(triggers).build();
    }

    String expand(Word word) {
        return expanded(word).orThrow();
    }

    private Expanded expanded(Word word) {
        return planner.expand(word, state.variables());
    }

    StageState state() {
        return state;
    }

    Stage stage() {
        return stage;
    }

    DockerfilePlanner planner() {
        return planner;
    }

    /** The instruction's text as the progress shows it: variables replaced where they are known. */
    String shown(Instruction instruction) {
        return shownBefore + planner.shown(instruction.original(), instruction.span(), state.variables());
    }

    Step.Label label(String name, SourceSpan at) {
        return new Step.Label(names.next(name), Optional.of(at), anew);
    }

    /** Of a step that is a command. */
    Step.Label commandLabel(String name, SourceSpan at) {
        return new Step.Label(names.next(name), Optional.of(at), anew, planner.proxyEnv(), state.ofArgs);
    }

    private void run(Instruction.Run run) throws InterruptedException {
        state.filesystem = new RunPlanner(this, run).plan();
    }

    private void copy(Instruction.Copy copy) throws InterruptedException {
        Step source = copy.from().isPresent()
                ? planner.from(planner.copyFrom(copy.from().get()), stage)
                : planner.sources().context();
        state.filesystem = new CopyPlanner(this, copy, copy.transfer()).plan(source, copy.parents());
    }

    private void add(Instruction.Add add) throws InterruptedException {
        state.filesystem = new CopyPlanner(this, add, add.transfer()).planAdd(add, planner.sources());
    }

    private void workdir(Instruction.Workdir workdir) {
        String path = Paths.resolve(state.workingDir(), expand(workdir.path()));
        state.config = state.config.toBuilder().workingDir(path).build();
        String name = shown(workdir);
        if (!path.equals("/")) {
            Optional<String> owner =
                    state.config.user().isEmpty() ? Optional.empty() : Optional.of(state.config.user());
            Op op = new Op.Files(state.filesystem, List.of(new FileAction.MakeFolder(path, 0755, owner)));
            state.filesystem = new Step(op, label(name, workdir.span()));
        }
        state.record("WORKDIR " + path, !path.equals("/"));
    }

    private void env(Instruction.Env env) {
        Map<String, String> values = pairs(env.pairs());
        List<String> shown = new ArrayList<>();
        values.forEach((name, value) -> {
            state.setEnv(name, value);
            shown.add(name + "=" + value);
        });
        state.recordConfig("ENV " + String.join(" ", shown));
    }

    // all pairs see the variables as they were before the instruction
    private Map<String, String> pairs(List<Instruction.Pair> pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        pairs.forEach(pair -> values.put(expand(pair.name()), expand(pair.value())));
        return values;
    }

    private void arg(Instruction.Arg arg) {
        List<String> shown = new ArrayList<>();
        for (Instruction.Declaration declaration : arg.declarations()) {
            String name = expand(declaration.name());
            Optional<String> value = argument(name, declaration.value());
            value.ifPresent(text -> state.setArg(name, text));
            state.args.put(name, value);
            note(arg, declaration, name, value);
            shown.add(value.map(text -> name + "=" + text).orElse(name));
        }
        state.recordConfig("ARG " + String.join(" ", shown));
    }

    // what only takes the value of an argument of the whole file is that argument
    private void note(Instruction.Arg arg, Instruction.Declaration declaration, String name, Optional<String> value) {
        boolean own = declaration.value().isPresent()
                || planner.request().buildArgs().containsKey(name)
                || planner.global(name).isEmpty();
        planner.outline().used(stage, Set.of(name));
        if (own) {
            planner.outline()
                    .declared(stage, new Outline.Arg(name, arg.description(declaration), value.orElse(""), arg.span()));
        }
    }

    private Optional<String> argument(String name, Optional<Word> fallback) {
        Optional<String> given =
                Optional.ofNullable(planner.request().buildArgs().get(name));
        if (given.isPresent()) {
            return given;
        }
        return fallback.isPresent() ? fallback.map(this::expand) : planner.global(name);
    }

    private void label(Instruction.Label label) {
        Map<String, String> values = pairs(label.pairs());
        Map<String, String> labels = new TreeMap<>(state.config.labels());
        labels.putAll(values);
        state.config = state.config.toBuilder().labels(labels).build();
        List<String> shown = new ArrayList<>();
        values.forEach((name, value) -> shown.add(name + "=" + value));
        state.recordConfig("LABEL " + String.join(" ", shown));
    }

    private void expose(Instruction.Expose expose) {
        List<String> ports = new ArrayList<>();
        for (Word word : expose.ports()) {
            for (String port : words(word)) {
                ports.addAll(Ports.parse(port, word.span()));
            }
        }
        List<String> all = new ArrayList<>(state.config.exposedPorts());
        ports.stream().filter(port -> !all.contains(port)).forEach(all::add);
        state.config = state.config.toBuilder().exposedPorts(all).build();
        state.recordConfig(
                "EXPOSE [" + String.join(" ", ports.stream().distinct().sorted().toList()) + "]");
    }

    private List<String> words(Word word) {
        Expanded expanded = expanded(word);
        expanded.orThrow();
        return expanded.words();
    }

    private void volume(Instruction.Volume volume) {
        List<String> paths = new ArrayList<>();
        for (Word word : volume.paths()) {
            String path = expand(word);
            if (path.isEmpty()) {
                throw new SourceException(Diagnostic.error("VOLUME specified can not be an empty string", word.span()));
            }
            paths.add(path);
        }
        List<String> all = new ArrayList<>(state.config.volumes());
        paths.stream().filter(path -> !all.contains(path)).forEach(all::add);
        state.config = state.config.toBuilder().volumes(all).build();
        state.recordConfig("VOLUME [" + String.join(" ", paths) + "]");
    }

    private void cmd(Instruction.Cmd cmd) {
        List<String> arguments = arguments(cmd.command());
        state.config = state.config.toBuilder().cmd(arguments).argsEscaped(true).build();
        state.cmdIsSet = true;
        state.recordConfig("CMD " + HistoryText.quoted(arguments));
    }

    private void entrypoint(Instruction.Entrypoint entrypoint) {
        List<String> arguments = arguments(entrypoint.command());
        state.config = state.config.toBuilder().entrypoint(arguments).build();
        if (!state.cmdIsSet) {
            state.config = state.config.toBuilder().cmd(List.of()).build();
        }
        state.recordConfig("ENTRYPOINT " + HistoryText.quoted(arguments));
    }

    /** What the kernel is given: the arguments themselves, or the shell with the line. */
    List<String> arguments(Command command) {
        if (command instanceof Command.Exec(var arguments)) {
            return arguments;
        }
        List<String> all =
                new ArrayList<>(state.config.shell().isEmpty() ? List.of("/bin/sh", "-c") : state.config.shell());
        if (command instanceof Command.Shell(var line)) {
            all.add(line);
        }
        return all;
    }

    private void stopSignal(Instruction.StopSignal signal) {
        String name = expand(signal.signal());
        Signals.check(name, signal.signal().span());
        state.config = state.config.toBuilder().stopSignal(name).build();
        state.recordConfig("STOPSIGNAL " + name);
    }

    private void healthcheck(Instruction.Healthcheck check) {
        List<String> test = new ArrayList<>();
        switch (check.command().orElse(null)) {
            case null -> test.add("NONE");
            case Command.Shell(var line) -> {
                test.add("CMD-SHELL");
                test.add(line);
            }
            case Command.Exec(var arguments) -> {
                test.add("CMD");
                test.addAll(arguments);
            }
        }
        Instruction.HealthTiming timing = check.timing();
        Healthcheck value = new Healthcheck(
                test,
                timing.interval().orElse(Duration.ZERO),
                timing.timeout().orElse(Duration.ZERO),
                timing.startPeriod().orElse(Duration.ZERO),
                timing.startInterval().orElse(Duration.ZERO),
                timing.retries().orElse(0));
        state.config = state.config.toBuilder().healthcheck(Optional.of(value)).build();
        state.recordConfig("HEALTHCHECK " + HistoryText.of(value));
    }

    /** A filesystem that holds all of another step or context. */
    static Step wholeOf(Step source) {
        if (!(source.op() instanceof Op.Local local)) {
            return source;
        }
        FileAction copy = new FileAction.Copy(
                source, List.of("/"), "/", Optional.empty(), Optional.empty(), false, false, List.of());
        return new Step(
                new Op.Files(StageState.empty(), List.of(copy)), Step.Label.of("[context " + local.name() + "] load"));
    }
}
