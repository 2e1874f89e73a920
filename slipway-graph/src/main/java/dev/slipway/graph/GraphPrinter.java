// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints a build graph: for people, for Graphviz, or for programs. Inputs stand before what is built on them. */
public final class GraphPrinter {
    private final Map<Step, Integer> numbers = new LinkedHashMap<>();

    public GraphPrinter(List<Step> roots) {
        Map<Digest, Step> seen = new LinkedHashMap<>();
        roots.forEach(root -> collect(root, seen));
        seen.values().forEach(step -> numbers.put(step, numbers.size() + 1));
        byDigest = seen;
    }

    private final Map<Digest, Step> byDigest;

    private static void collect(Step step, Map<Digest, Step> seen) {
        if (!seen.containsKey(step.digest())) {
            step.inputs().forEach(input -> collect(input, seen));
            seen.put(step.digest(), step);
        }
    }

    private int number(Step step) {
        return numbers.getOrDefault(byDigest.getOrDefault(step.digest(), step), 0);
    }

    private static String kind(Op op) {
        return switch (op) {
            case Op.Image _ -> "image";
            case Op.Local _ -> "local";
            case Op.Packages _ -> "packages";
            case Op.Http _ -> "http";
            case Op.Git _ -> "git";
            case Op.Exec _ -> "exec";
            case Op.Files _ -> "files";
            case Op.Merge _ -> "merge";
        };
    }

    /** One line a step: number, kind, name, and the numbers of what it builds on. */
    public String text() {
        StringBuilder out = new StringBuilder();
        numbers.forEach((step, number) -> {
            out.append('#')
                    .append(number)
                    .append(' ')
                    .append(kind(step.op()))
                    .append(' ')
                    .append(oneLine(step));
            List<String> inputs = new ArrayList<>();
            step.inputs().forEach(input -> inputs.add("#" + number(input)));
            if (!inputs.isEmpty()) {
                out.append(" <- ").append(String.join(" ", inputs));
            }
            out.append('\n');
        });
        return out.toString();
    }

    /** The graph in Graphviz's language. */
    public String dot() {
        StringBuilder out = new StringBuilder("digraph build {\n  node [shape=box, fontname=monospace];\n");
        numbers.forEach((step, number) -> {
            String label = oneLine(step).replace("\\", "\\\\").replace("\"", "\\\"");
            out.append("  s").append(number).append(" [label=\"").append(label).append("\"];\n");
            step.inputs()
                    .forEach(input -> out.append("  s")
                            .append(number(input))
                            .append(" -> s")
                            .append(number)
                            .append(";\n"));
        });
        return out.append("}\n").toString();
    }

    /** The graph as JSON: steps with digest, kind, name, place and the digests of their inputs. */
    public String json() {
        List<Json> steps = new ArrayList<>();
        for (Step step : numbers.keySet()) {
            Json.Builder one = Json.object()
                    .put("digest", step.digest().toString())
                    .put("kind", kind(step.op()))
                    .put("name", step.name())
                    .put("at", step.label().at().map(Object::toString));
            List<String> inputs = new ArrayList<>();
            step.inputs().forEach(input -> inputs.add(input.digest().toString()));
            steps.add(one.put("inputs", Json.ofTexts(inputs)).build());
        }
        return JsonWriter.pretty(Json.object().put("steps", Json.ofItems(steps)).build()) + "\n";
    }

    private static String oneLine(Step step) {
        return step.name().replace('\n', ' ');
    }
}
