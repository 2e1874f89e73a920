// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Figures;
import dev.slipway.gc.Collector;
import dev.slipway.gc.Deletion;
import dev.slipway.gc.Kept;
import dev.slipway.gc.Plan;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code cache gc} and {@code cache prune} print. */
final class CacheGcText {
    private final Collector.Outcome outcome;
    private final boolean isDone;

    /** @param isDone whether it was done, and not only thought out */
    CacheGcText(Collector.Outcome outcome, boolean isDone) {
        this.outcome = outcome;
        this.isDone = isDone;
    }

    void print(PrintStream out) {
        Plan plan = outcome.plan();
        CacheItems items = new CacheItems(outcome.holdings(), List.of());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KIND", "ID", "SIZE", "RULE", "WHAT"));
        for (Deletion deletion : plan.deletions()) {
            CacheItems.Item item = items.of(deletion.unit());
            rows.add(List.of(
                    item.kind().word(), item.shortId(), Figures.bytes(item.size()), deletion.rule(), item.shortWhat()));
        }
        if (!plan.isEmpty()) {
            TextTable.print(rows, out);
        }
        out.println((isDone ? "removed " : "would remove ") + (plan.isEmpty() ? "nothing" : sum()) + ": "
                + Figures.bytes(plan.freed()) + "; the cache takes " + Figures.bytes(plan.usedAfter()) + ", took "
                + Figures.bytes(plan.usedBefore()));
        plan.unmet().forEach(out::println);
        if (outcome.waiting() > 0) {
            out.println(outcome.waiting() + " layers are used by builds that run, and will be deleted after them");
        }
    }

    /** Such as {@code 12 records, 3 layers (max-used 50GB), 1 mount (keep-for 336h)}. */
    String sum() {
        Plan plan = outcome.plan();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Deletion deletion : plan.deletions()) {
            if (deletion.unit().kind() != Kept.RECORD) {
                counts.merge(deletion.unit().kind().word() + "\t" + deletion.rule(), 1, Integer::sum);
            }
        }
        long records = plan.namings().keySet().stream()
                .filter(naming -> outcome.holdings().record(naming).isPresent())
                .count();
        List<String> parts = new ArrayList<>();
        parts.add(records + (records == 1 ? " record" : " records"));
        counts.forEach((title, count) -> {
            String[] words = title.split("\t");
            parts.add(count + " " + words[0] + (count == 1 ? "" : "s") + " (" + words[1] + ")");
        });
        return String.join(", ", parts);
    }

    String json() {
        Plan plan = outcome.plan();
        CacheItems items = new CacheItems(outcome.holdings(), List.of());
        List<Json> deletions = new ArrayList<>();
        for (Deletion deletion : plan.deletions()) {
            deletions.add(Json.object()
                    .put("item", items.of(deletion.unit()).json())
                    .put("rule", deletion.rule())
                    .build());
        }
        return JsonWriter.pretty(Json.object()
                .put("done", isDone)
                .put("usedBefore", plan.usedBefore())
                .put("usedAfter", plan.usedAfter())
                .put("waiting", outcome.waiting())
                .put("unmet", Json.ofTexts(plan.unmet()))
                .put("deletions", Json.ofItems(deletions))
                .build());
    }
}
