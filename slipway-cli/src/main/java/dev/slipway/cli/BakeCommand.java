// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakeConfig;
import dev.slipway.bake.BakeFiles;
import dev.slipway.bake.BakeJson;
import dev.slipway.bake.BakePlan;
import dev.slipway.bake.BakeReader;
import dev.slipway.bake.BakeWarnings;
import dev.slipway.bake.Surroundings;
import dev.slipway.bake.TargetResolver;
import dev.slipway.digest.RandomHex;
import dev.slipway.json.JsonWriter;
import dev.slipway.oci.Platform;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Outcome;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code slipway bake}: builds what bake files define, or shows it. */
final class BakeCommand implements Command {
    @Override
    public CommandSpec spec() {
        return BakeTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io process) {
        try {
            return bake(options, process);
        } catch (SourceException e) {
            // 3 is what a plan that has work to do ends with
            throw BakeOptions.isPlan(options) && e.outcome() == Outcome.SOURCE ? e.as(Outcome.NO_PLAN) : e;
        }
    }

    private static int bake(ParsedOptions options, Io process) {
        Io io = MaxParallelism.in(options, process);
        Optional<BakeList> list = options.value(BakeTable.LIST).map(BakeList::parse);
        BakeOperands operands = BakeOperands.read(options.operands());
        boolean shows = list.isPresent() || options.isSet(BakeTable.PRINT) || options.isSet(BakeTable.MATRIX_JSON);
        Optional<BakeOptions> wanted = shows ? Optional.empty() : Optional.of(BakeOptions.read(options, io));
        Asked asked = new Asked(options, io, operands, list, wanted);
        if (operands.url().isEmpty()) {
            return bake(asked, Optional.empty());
        }
        refuseLocal(options);
        return Interruption.guard(() -> {
            try (RemoteDefinition remote = RemoteDefinition.fetch(operands.url().get(), io.environment())) {
                return bake(asked, Optional.of(remote));
            }
        });
    }

    /** What the command line says. */
    private record Asked(
            ParsedOptions options,
            Io io,
            BakeOperands operands,
            Optional<BakeList> list,
            Optional<BakeOptions> wanted) {}

    private static void refuseLocal(ParsedOptions options) {
        options.value(BakeTable.FROM_PLAN).ifPresent(saved -> {
            throw saved.error("a saved plan has all targets already", "leave the URL or --from-plan out");
        });
        options.value(BakeTable.CHANGED_SINCE).ifPresent(revision -> {
            throw revision.error(
                    "only files of this machine can be compared with a revision",
                    "clone the repository and run bake in it");
        });
    }

    private static int bake(Asked asked, Optional<RemoteDefinition> remote) {
        ParsedOptions options = asked.options();
        Io io = asked.io();
        Set<Path> read = new HashSet<>();
        Surroundings here = surroundings(io, asked.operands().context())
                .watchedBy(read::add)
                .with(new IdentityFinder(options, io));
        Surroundings surroundings = remote.isPresent() ? here.of(remote.get().project()) : here;
        List<SourceFile> files = new BakeFiles(surroundings, io.in()).read(files(options));
        options.value(BakeTable.FROM_PLAN)
                .filter(_ -> !BakeJson.isSaved(files.getFirst()))
                .ifPresent(saved -> {
                    throw saved.error(
                            "this is no saved plan",
                            "expected what \"slipway bake --save-plan FILE\" wrote; for a bake file: --file");
                });
        BakeConfig config = BakeReader.read(files, surroundings);
        List<String> targets = asked.operands().targets();
        tell(BakeWarnings.of(config, targets), options, io);
        if (asked.list().isPresent()) {
            asked.list().get().print(config, io.out());
            return Outcome.OK.code();
        }
        BakePlan plan = TargetResolver.resolve(
                config, targets.isEmpty() ? List.of("default") : targets, sets(options), surroundings);
        Optional<Argument> revision = options.value(BakeTable.CHANGED_SINCE);
        if (revision.isEmpty()) {
            return finish(plan, config, asked, remote);
        }
        files.forEach(file -> read.add(Path.of(file.name())));
        return Interruption.guard(() -> {
            BakeOptions building = asked.wanted().orElseGet(() -> BakeOptions.read(options, io));
            List<String> changed = new BakeRun(plan, building, io).changed(revision.get(), read);
            BakePlan selected = changed.isEmpty()
                    ? new BakePlan(Map.of(), Map.of())
                    : TargetResolver.resolveTargets(config, changed, sets(options), surroundings);
            return finish(selected, config, asked, remote);
        });
    }

    private static List<String> files(ParsedOptions options) {
        Optional<Argument> saved = options.value(BakeTable.FROM_PLAN);
        List<Argument> named = options.values(BakeTable.FILE);
        if (saved.isPresent() && !named.isEmpty()) {
            throw named.getFirst().error("a saved plan has all targets already", "leave --file or --from-plan out");
        }
        return saved.isPresent()
                ? List.of(saved.get().text())
                : named.stream().map(Argument::text).toList();
    }

    private static int finish(BakePlan plan, BakeConfig config, Asked asked, Optional<RemoteDefinition> remote) {
        ParsedOptions options = asked.options();
        Io io = asked.io();
        tell(BakeWarnings.ofSets(sets(options)), options, io);
        tell(BakeWarnings.of(plan), options, io);
        Optional<Argument> saved = options.value(BakeTable.SAVE_PLAN);
        saved.ifPresent(file -> Paths.write(Paths.toWrite(file), BakeJson.saved(plan)));
        if (options.isSet(BakeTable.MATRIX_JSON)) {
            io.out().println(JsonWriter.compact(BakeJson.matrix(plan, config)));
        } else if (options.value(BakeTable.IDENTITY).isPresent()) {
            boolean isJson = options.text(BakeTable.IDENTITY).equals("json");
            return new BakeRun(plan, BakeOptions.read(options, io).plain(), io, remote).identities(isJson);
        } else if (options.isSet(BakeTable.PRINT)) {
            io.out().println(JsonWriter.pretty(BakeJson.plan(plan)));
        } else if (plan.targets().isEmpty()) {
            io.err().println("bake: nothing has changed that any of these targets is built from");
            if (asked.wanted().flatMap(BakeOptions::plan).filter("json"::equals).isPresent()) {
                io.out().println(BakeForecast.jsonOfNothing());
            }
        } else if (saved.isEmpty() && asked.wanted().isPresent()) {
            return new BakeRun(plan, asked.wanted().get(), io, remote).call();
        }
        return Outcome.OK.code();
    }

    // on the standard error: what is printed is read by programs
    private static void tell(List<Diagnostic> warnings, ParsedOptions options, Io io) {
        List<Diagnostic> all = BakeWarnings.checked(warnings, options.isSet(BakeTable.STRICT));
        io.err().print(DiagnosticRenderer.render(all));
    }

    static Surroundings surroundings(Io io, String context) {
        Map<String, String> builtIn = Map.of(
                "BAKE_CMD_CONTEXT",
                context,
                "BAKE_LOCAL_PLATFORM",
                Platform.host().toString());
        return new Surroundings(Path.of(""), io.environment(), builtIn, Clock.systemUTC(), () -> RandomHex.ofBytes(16));
    }

    // the short options come last, as they do in buildx
    private static List<String> sets(ParsedOptions options) {
        List<String> sets = new ArrayList<>();
        options.values(BakeTable.SET).forEach(set -> sets.add(set.text()));
        for (Option flag : List.of(BakeTable.NO_CACHE, BakeTable.PULL, BakeTable.PUSH, BakeTable.LOAD)) {
            options.value(flag).ifPresent(value -> sets.add("*." + flag.name() + "=" + value.text()));
        }
        CallReader.given(options)
                .filter(call -> call.kind() != Call.Kind.BUILD)
                .ifPresent(call -> sets.add("*.call=" + call.kind().word()));
        for (Option attestation : List.of(BakeTable.SBOM, BakeTable.PROVENANCE)) {
            options.value(attestation)
                    .ifPresent(value -> sets.add("*.attest=" + attest(attestation.name(), value.text())));
        }
        return sets;
    }

    private static String attest(String type, String text) {
        return switch (text) {
            case "true", "1" -> "type=" + type + ",disabled=false";
            case "false", "0" -> "type=" + type + ",disabled=true";
            default -> "type=" + type + "," + text;
        };
    }
}
