// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.explain.BuildName;
import dev.slipway.explain.Histories;
import dev.slipway.explain.PastBuild;
import dev.slipway.explain.PastStep;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Store;
import dev.slipway.text.Outcome;
import dev.slipway.text.SlipwayException;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code slipway explain}: why the steps of the last build ran. It reads what that build wrote down, and runs nothing. */
final class ExplainCommand implements Command {
    static final Option JSON = Option.flag("json", "print what is known as JSON");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(
                "explain",
                "[TARGET][:STAGE | :LINE]",
                "Tell why the steps of the last build ran",
                List.of(JSON, BakeTable.IDENTITY, BakeTable.FILE),
                new CommandSpec.Operands(
                        0, 1, "at most one: a target of a bake file, with :STAGE or :LINE for some of its steps"));
    }

    /** Which steps of which build are meant. */
    private record Asked(Optional<Argument> argument, String target, String part) {
        static Asked read(List<Argument> operands) {
            if (operands.isEmpty()) {
                return new Asked(Optional.empty(), "", "");
            }
            String text = operands.getFirst().text();
            int colon = text.indexOf(':');
            return new Asked(
                    Optional.of(operands.getFirst()),
                    colon < 0 ? text : text.substring(0, colon),
                    colon < 0 ? "" : text.substring(colon + 1));
        }

        SlipwayException error(String problem, String help) {
            return argument.<SlipwayException>map(given -> given.error(problem, help))
                    .orElseGet(() -> new UsageException(problem + "; " + help));
        }
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        if (options.value(BakeTable.IDENTITY).isPresent()) {
            return new BakeCommand().run(options, io);
        }
        JobOptions.refuse(
                options, List.of(BakeTable.FILE), "this goes with --identity", "leave it out, or add --identity");
        Asked asked = Asked.read(options.operands());
        try (Store store = Store.open(Store.defaultRoot(io.environment()))) {
            List<PastBuild> builds = builds(asked, new Histories(store));
            List<List<PastStep>> steps =
                    builds.stream().map(build -> selected(build, asked.part())).toList();
            if (steps.stream().allMatch(List::isEmpty)) {
                throw nothing(asked, builds);
            }
            if (options.isSet(JSON)) {
                io.out().println(json(builds, steps, store));
                return Outcome.OK.code();
            }
            for (int i = 0; i < builds.size(); i++) {
                ExplainText text = new ExplainText(builds.get(i), ZoneId.systemDefault(), io.out());
                if (asked.part().isEmpty()) {
                    text.table();
                } else {
                    steps.get(i).forEach(step -> text.details(step, inputs(step, store)));
                }
            }
            return Outcome.OK.code();
        }
    }

    private static List<PastBuild> builds(Asked asked, Histories histories) {
        List<PastBuild> last = histories.last(Journals.folder());
        if (asked.target().isEmpty()) {
            if (last.isEmpty()) {
                throw asked.error(
                        "no build that was started in this folder is known",
                        "builds are found by the folder in which the command was started, and are kept in the store"
                                + " (SLIPWAY_ROOT)");
            }
            return last;
        }
        Optional<PastBuild> found = histories.find(BuildName.ofTarget(Journals.folder(), asked.target()));
        if (found.isPresent()) {
            return List.of(found.get());
        }
        boolean isStage = last.stream().anyMatch(build -> stages(build).contains(asked.target()));
        throw asked.error(
                "no bake in this folder that ran a step of a target \"" + CommandLine.printable(asked.target())
                        + "\" is known",
                isStage ? "for the stage of that name write \":" + asked.target() + "\"" : "see \"slipway explain\"");
    }

    private static Set<String> stages(PastBuild build) {
        Set<String> stages = new LinkedHashSet<>();
        build.steps().forEach(step -> stages.add(step.stage()));
        return stages;
    }

    private static List<PastStep> selected(PastBuild build, String part) {
        if (part.isEmpty()) {
            return build.steps();
        }
        if (part.chars().allMatch(c -> c >= '0' && c <= '9') && part.length() < 9) {
            int line = Integer.parseInt(part);
            return build.steps().stream()
                    .filter(step -> step.lines().contain(line))
                    .toList();
        }
        // with several platforms the platform stands before the stage
        return build.steps().stream()
                .filter(step -> step.stage().equals(part) || step.stage().endsWith(" " + part))
                .toList();
    }

    private static SlipwayException nothing(Asked asked, List<PastBuild> builds) {
        Set<String> stages = new LinkedHashSet<>();
        Set<Integer> lines = new TreeSet<>();
        for (PastBuild build : builds) {
            stages.addAll(stages(build));
            build.steps().stream()
                    .filter(step -> step.lines().first() > 0)
                    .forEach(step -> lines.add(step.lines().first()));
        }
        stages.remove("");
        String part = CommandLine.printable(asked.part());
        if (part.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return asked.error(
                    "no step of that build stands at line " + part,
                    "steps stand at lines "
                            + lines.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return asked.error(
                "that build has no stage \"" + part + "\"",
                Suggestion.didYouMean(asked.part(), stages)
                        .orElse(
                                stages.isEmpty()
                                        ? "its only stage has no name: give the number of a line"
                                        : "its stages: " + String.join(", ", stages)));
    }

    private static Map<String, String> inputs(PastStep step, Store store) {
        return step.key().flatMap(store::record).map(ActionRecord::inputs).orElse(Map.of());
    }

    private static String json(List<PastBuild> builds, List<List<PastStep>> steps, Store store) {
        List<Json> items = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            items.add(builds.get(i).json(steps.get(i), step -> inputs(step, store)));
        }
        return JsonWriter.pretty(Json.ofItems(items));
    }
}
