// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.engine.BuildForecast.Planned;
import dev.slipway.export.OutputSpec;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.oci.ImageReference;
import dev.slipway.solve.Forecast.Outlook;
import dev.slipway.solve.Forecast.Reason;
import dev.slipway.text.Outcome;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What {@code bake --plan} tells: of each target what is there, what will run and why, and where the result would go. */
final class BakeForecast {
    private static final int LONGEST_NAME = 90;

    private final Map<String, List<Planned>> steps;
    private final Map<Digest, String> whys;
    private final BakeGraph graph;
    private final EnsuredTargets ensured;

    /**
     * @param steps of each target by its name, inputs first
     * @param whys of the steps with which the running begins, by their digests
     */
    BakeForecast(Map<String, List<Planned>> steps, Map<Digest, String> whys, BakeGraph graph, EnsuredTargets ensured) {
        this.ensured = ensured;
        this.steps = new TreeMap<>(steps);
        this.whys = Map.copyOf(whys);
        this.graph = graph;
    }

    /** How many steps there are of each kind, those that targets share counted once. */
    private record Count(int cached, int runs, int mayRun) {}

    Outcome outcome() {
        Count count = count();
        return count.runs + count.mayRun > 0 ? Outcome.WOULD_RUN : Outcome.OK;
    }

    private Count count() {
        Set<String> seen = new HashSet<>();
        int cached = 0;
        int runs = 0;
        int mayRun = 0;
        for (List<Planned> ofTarget : steps.values()) {
            for (Planned planned : ofTarget) {
                if (seen.add(planned.step().digest().hex())) {
                    switch (planned.outlook()) {
                        case Outlook.Cached<?> _ -> cached++;
                        case Outlook.Runs<?> _ -> runs++;
                        case Outlook.Depends<?> _ -> mayRun++;
                    }
                }
            }
        }
        return new Count(cached, runs, mayRun);
    }

    /** For people: each step once, at the target that needs the least of all that need it. */
    void print(PrintStream out) {
        List<String> byNeed = new ArrayList<>(steps.keySet());
        byNeed.sort(Comparator.comparingInt(
                name -> steps.getOrDefault(name, List.of()).size()));
        Set<String> told = new HashSet<>();
        for (String name : byNeed) {
            List<String> lines = new ArrayList<>();
            for (Planned planned : steps.getOrDefault(name, List.of())) {
                if (planned.mayRun() && told.add(planned.step().digest().hex())) {
                    lines.add(line(planned));
                }
            }
            outputs(name).forEach(output -> lines.add("then     " + output));
            if (!lines.isEmpty()) {
                out.println(name);
                lines.forEach(line -> out.println("  " + CommandLine.printable(line)));
            }
        }
        ensured.present().forEach((name, present) -> {
            out.println(name);
            out.println("  there    " + present.image());
        });
        Count count = count();
        out.println((told.isEmpty() ? "" : "\n") + steps.size() + (steps.size() == 1 ? " target: " : " targets: ")
                + count.cached + " steps are there, " + count.runs + " will run, " + count.mayRun + " may run");
    }

    private String line(Planned planned) {
        String name = planned.step().name();
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
        String other = planned.because().map(step -> place(step.name())).orElse("");
        return switch (planned.outlook()) {
            case Outlook.Cached<?> _ -> "cached   " + shown;
            case Outlook.Depends<?> _ -> "may run  " + shown + " (as " + other + " turns out)";
            case Outlook.Runs<?> runs ->
                "run      " + shown
                        + switch (runs.because()) {
                            case NO_RESULT -> " (" + why(planned) + ")";
                            case IGNORES_CACHE -> " (without the cache)";
                            case INPUT_RUNS -> " (after " + other + ")";
                        };
        };
    }

    private String why(Planned planned) {
        return whys.getOrDefault(planned.step().digest(), "not run with these inputs before, or its result is gone");
    }

    // [stage 1/2], where a name begins so
    private static String place(String name) {
        int end = name.startsWith("[") ? name.indexOf(']') + 1 : Math.min(name.length(), LONGEST_NAME);
        return name.substring(0, end);
    }

    String json() {
        Json.Builder targets = Json.object();
        steps.forEach((name, ofTarget) -> {
            List<Json> items = new ArrayList<>();
            ofTarget.forEach(planned -> items.add(json(planned)));
            targets.put(
                    name,
                    Json.object()
                            .put("steps", Json.ofItems(items))
                            .put("outputs", Json.ofTexts(outputs(name)))
                            .build());
        });
        ensured.present()
                .forEach((name, present) -> targets.put(
                        name,
                        Json.object().put("there", present.image().toString()).build()));
        return json(targets.build(), count());
    }

    /** The same of no target. */
    static String jsonOfNothing() {
        return json(Json.object().build(), new Count(0, 0, 0));
    }

    private static String json(Json targets, Count count) {
        return JsonWriter.pretty(Json.object()
                .put("target", targets)
                .put("cached", count.cached)
                .put("runs", count.runs)
                .put("mayRun", count.mayRun)
                .build());
    }

    private Json json(Planned planned) {
        Json.Builder step = Json.object()
                .put("digest", planned.step().digest().toString())
                .put("name", planned.step().name());
        switch (planned.outlook()) {
            case Outlook.Cached<?> _ -> step.put("outlook", "cached");
            case Outlook.Depends<?> _ -> step.put("outlook", "depends");
            case Outlook.Runs<?> runs -> step.put("outlook", "runs").put("reason", word(runs.because()));
        }
        if (whys.containsKey(planned.step().digest())) {
            step.put("why", why(planned));
        }
        planned.because().ifPresent(other -> step.put("because", other.digest().toString()));
        return step.build();
    }

    private static String word(Reason reason) {
        return switch (reason) {
            case NO_RESULT -> "no-result";
            case IGNORES_CACHE -> "no-cache";
            case INPUT_RUNS -> "input-runs";
        };
    }

    private List<String> outputs(String target) {
        List<String> found = new ArrayList<>();
        graph.target(target).options().outputs().forEach(output -> describe(output, found));
        return found;
    }

    private static void describe(OutputSpec output, List<String> into) {
        switch (output) {
            case OutputSpec.Image image -> {
                if (image.store()) {
                    into.add("store " + names(image.image().names()));
                }
                if (image.push()) {
                    into.add("push " + names(image.image().names()));
                }
            }
            case OutputSpec.Registry registry ->
                into.add("push " + names(registry.image().names()));
            case OutputSpec.Oci oci -> into.add("write an OCI layout to " + oci.destination());
            case OutputSpec.Docker docker ->
                into.add(docker.destination()
                        .map(to -> "write a docker archive to " + to)
                        .orElse("store " + names(docker.image().names())));
            case OutputSpec.Local local -> into.add("write files to " + local.folder());
            case OutputSpec.Tar tar -> into.add("write a tar to " + tar.destination());
            case OutputSpec.CacheOnly _ -> {}
        }
    }

    private static String names(List<ImageReference> names) {
        return names.isEmpty()
                ? "the image without a name"
                : String.join(", ", names.stream().map(ImageReference::familiar).toList());
    }
}
