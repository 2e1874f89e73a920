// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Figures;
import dev.slipway.gc.Kept;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.snapshot.EvictedItem;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What {@code cache log} prints. */
final class CacheLogText {
    private static final int SHORT_ID = 12;

    private CacheLogText() {}

    static void print(List<EvictedItem> all, ParsedOptions options, PrintStream out) {
        List<String> ids = options.operandTexts(0);
        List<EvictedItem> items = all.stream()
                .filter(item ->
                        ids.isEmpty() || ids.stream().anyMatch(id -> item.id().contains(id)))
                .toList();
        int last = options.value(CacheTable.LAST).map(CacheLogText::count).orElse(Integer.MAX_VALUE);
        items = items.subList(Math.max(0, items.size() - Math.max(0, last)), items.size());
        if (CacheTable.wantsJson(options)) {
            out.println(JsonWriter.pretty(
                    Json.ofItems(items.stream().map(CacheLogText::json).toList())));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TIME", "KIND", "ID", "SIZE", "RULE", "WHAT"));
        for (EvictedItem item : items) {
            String id = item.id().startsWith("sha256:") ? item.id().substring("sha256:".length()) : item.id();
            rows.add(List.of(
                    item.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                    item.kind(),
                    shortened(item, id),
                    Figures.bytes(item.size()),
                    item.rule(),
                    CacheItems.shortened(item.what())));
        }
        TextTable.print(rows, out);
    }

    // images are known by their names
    private static String shortened(EvictedItem item, String id) {
        return id.length() > SHORT_ID && !item.kind().equals(Kept.IMAGE.word()) ? id.substring(0, SHORT_ID) : id;
    }

    private static int count(Argument text) {
        try {
            return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text.text()));
        } catch (NumberFormatException _) {
            throw text.error("\"" + text.text() + "\" is no number", "expected a number such as 20");
        }
    }

    private static Json json(EvictedItem item) {
        return Json.object()
                .put("at", item.at().toString())
                .put("kind", item.kind())
                .put("id", item.id())
                .put("size", item.size())
                .put("rule", item.rule())
                .put("what", item.what())
                .build();
    }
}
