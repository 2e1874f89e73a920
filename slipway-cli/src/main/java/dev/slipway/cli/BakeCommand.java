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
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code slipway bake}: builds what bake files define, or shows it. */
final class BakeCommand implements Command {
    @Override
    public CommandSpec spec() {
        return BakeTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        Optional<BakeList> list = options.value(BakeTable.LIST).map(BakeList::parse);
        Surroundings surroundings = surroundings(io);
        List<String> names = new ArrayList<>();
        options.values(BakeTable.FILE).forEach(file -> names.add(file.text()));
        BakeConfig config = BakeReader.read(new BakeFiles(surroundings.folder(), io.in()).read(names), surroundings);
        List<String> targets = options.operandTexts(0);
        tell(BakeWarnings.of(config, targets), options, io);
        if (list.isPresent()) {
            list.get().print(config, io.out());
            return Outcome.OK.code();
        }
        BakePlan plan = TargetResolver.resolve(
                config, targets.isEmpty() ? List.of("default") : targets, sets(options), surroundings);
        tell(BakeWarnings.of(plan), options, io);
        if (options.isSet(BakeTable.PRINT)) {
            io.out().println(JsonWriter.pretty(BakeJson.plan(plan)));
            return Outcome.OK.code();
        }
        return new BakeRun(plan, BakeOptions.read(options, io), io).call();
    }

    // on the standard error: what is printed is read by programs
    private static void tell(List<Diagnostic> warnings, ParsedOptions options, Io io) {
        List<Diagnostic> all = BakeWarnings.checked(warnings, options.isSet(BakeTable.STRICT));
        io.err().print(DiagnosticRenderer.render(all));
    }

    private static Surroundings surroundings(Io io) {
        Map<String, String> builtIn = Map.of(
                "BAKE_CMD_CONTEXT",
                "cwd://",
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
