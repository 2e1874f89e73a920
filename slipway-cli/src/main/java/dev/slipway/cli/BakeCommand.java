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
import dev.slipway.text.SourceFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code slipway bake}: builds what bake files define, or shows it. */
final class BakeCommand implements Command {
    @Override
    public CommandSpec spec() {
        return BakeTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        Optional<BakeList> list = options.value(BakeTable.LIST).map(BakeList::parse);
        refuseUrls(options.operands());
        boolean shows = list.isPresent() || options.isSet(BakeTable.PRINT) || options.isSet(BakeTable.MATRIX_JSON);
        Optional<BakeOptions> wanted = shows ? Optional.empty() : Optional.of(BakeOptions.read(options, io));
        Set<Path> read = new HashSet<>();
        Surroundings surroundings = surroundings(io, read::add);
        List<String> names = files(options);
        List<SourceFile> files = new BakeFiles(surroundings.folder(), io.in()).read(names);
        BakeConfig config = BakeReader.read(files, surroundings);
        List<String> targets = options.operandTexts(0);
        tell(BakeWarnings.of(config, targets), options, io);
        if (list.isPresent()) {
            list.get().print(config, io.out());
            return Outcome.OK.code();
        }
        BakePlan plan = TargetResolver.resolve(
                config, targets.isEmpty() ? List.of("default") : targets, sets(options), surroundings);
        Optional<Argument> revision = options.value(BakeTable.CHANGED_SINCE);
        if (revision.isEmpty()) {
            return finish(plan, wanted, options, io);
        }
        files.forEach(file -> read.add(Path.of(file.name()).toAbsolutePath()));
        return Interruption.guard(() -> {
            List<String> changed = new BakeRun(plan, wanted.orElseGet(() -> BakeOptions.read(options, io)), io)
                    .changed(revision.get(), read);
            BakePlan selected = changed.isEmpty()
                    ? new BakePlan(Map.of(), Map.of())
                    : TargetResolver.resolve(config, changed, sets(options), surroundings);
            return finish(selected, wanted, options, io);
        });
    }

    // the name of a target has no slash in it
    private static void refuseUrls(List<Argument> operands) {
        for (Argument operand : operands) {
            if (operand.text().indexOf('/') >= 0 && BuildContextReader.isRemote(operand.text())) {
                throw operand.error(
                        "definitions from a URL are not there yet", "clone the repository and run bake in it");
            }
        }
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

    private static int finish(BakePlan plan, Optional<BakeOptions> wanted, ParsedOptions options, Io io) {
        tell(BakeWarnings.of(plan), options, io);
        Optional<Argument> saved = options.value(BakeTable.SAVE_PLAN);
        saved.ifPresent(file -> Paths.write(Paths.toWrite(file), BakeJson.saved(plan)));
        if (options.isSet(BakeTable.MATRIX_JSON)) {
            io.out().println(JsonWriter.compact(BakeJson.matrix(plan)));
        } else if (options.isSet(BakeTable.PRINT)) {
            io.out().println(JsonWriter.pretty(BakeJson.plan(plan)));
        } else if (plan.targets().isEmpty()) {
            io.err().println("bake: nothing has changed that any of these targets is built from");
        } else if (saved.isEmpty() && wanted.isPresent()) {
            return new BakeRun(plan, wanted.get(), io).call();
        }
        return Outcome.OK.code();
    }

    // on the standard error: what is printed is read by programs
    private static void tell(List<Diagnostic> warnings, ParsedOptions options, Io io) {
        List<Diagnostic> all = BakeWarnings.checked(warnings, options.isSet(BakeTable.STRICT));
        io.err().print(DiagnosticRenderer.render(all));
    }

    private static Surroundings surroundings(Io io, Consumer<Path> reads) {
        Map<String, String> builtIn = Map.of(
                "BAKE_CMD_CONTEXT",
                "cwd://",
                "BAKE_LOCAL_PLATFORM",
                Platform.host().toString());
        return new Surroundings(
                Path.of(""), io.environment(), builtIn, Clock.systemUTC(), () -> RandomHex.ofBytes(16), reads);
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
