// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakeJson;
import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Field;
import dev.slipway.bake.Target;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.text.Outcome;
import dev.slipway.text.SlipwayException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Tells of each target what {@code --call}, or its own {@code call}, asks of its Dockerfile; in buildx's form. */
final class BakeAnswer {
    private final BakePlan plan;
    private final boolean json;
    private final PrintStream out;

    /** @param call what the command line asks: its format holds for all */
    BakeAnswer(BakePlan plan, Optional<Call> call, PrintStream out) {
        this.plan = plan;
        this.json = call.map(Call::json).orElse(false);
        this.out = out;
    }

    /** Prints the answers and gives the exit status: that of the first that is bad. */
    int print(BakeGraph graph) throws InterruptedException {
        int status = Outcome.OK.code();
        Json.Builder targets = Json.object();
        boolean isFirst = true;
        for (Target described : plan.targets().values()) {
            BuildTarget target = graph.target(described.name());
            boolean isAsked = target.options().isQuestion();
            if (isAsked && !json) {
                heading(described, isFirst);
                isFirst = false;
            }
            Json.Builder shown = Json.object().put("build", BakeJson.target(described));
            if (isAsked) {
                CallAnswer answer = new CallAnswer(out, json, target.source().dockerfile());
                int own = answered(target, answer, graph.sources(described.name()));
                status = status == Outcome.OK.code() ? own : status;
                answer.json().ifPresent(told -> shown.put(method(target), told));
            }
            targets.put(described.name(), shown.build());
        }
        if (json) {
            Json.Builder all = Json.object();
            out.println(JsonWriter.pretty(all.put("group", BakeJson.groups(plan))
                    .put("target", targets.build())
                    .build()));
        }
        return status;
    }

    private static String method(BuildTarget target) {
        return target.options().call().kind().name().toLowerCase(Locale.ROOT);
    }

    private int answered(BuildTarget target, CallAnswer answer, BuildSources sources) throws InterruptedException {
        try {
            return target.answer(answer, sources);
        } catch (SlipwayException e) {
            answer.failed(e);
            return e.outcome().code();
        }
    }

    private void heading(Target target, boolean isFirst) {
        if (!isFirst) {
            out.println();
        }
        out.println(target.name());
        if (!target.text(Field.DESCRIPTION).isEmpty()) {
            out.println(target.text(Field.DESCRIPTION));
        }
        out.println();
    }
}
