// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Figures;
import dev.slipway.gc.Holdings;
import dev.slipway.gc.Inventory;
import dev.slipway.gc.Kept;
import dev.slipway.gc.Naming;
import dev.slipway.gc.Pin;
import dev.slipway.gc.Unit;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.snapshot.StoreKeeper;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What {@code cache ls}, {@code cache du} and {@code cache inspect} print. */
final class CacheViews {
    private final StoreKeeper keeper;
    private final List<Pin> pins;
    private final Clock clock;
    private final PrintStream out;

    CacheViews(StoreKeeper keeper, List<Pin> pins, Clock clock, PrintStream out) {
        this.keeper = keeper;
        this.pins = pins;
        this.clock = clock;
        this.out = out;
    }

    void print(ParsedOptions options) throws InterruptedException {
        Predicate<CacheItems.Item> wanted = CacheFilter.read(options.values(CacheTable.FILTER), clock.millis());
        Holdings holdings = Holdings.of(keeper, clock.millis());
        CacheItems all = new CacheItems(holdings, pins);
        if (options.spec().name().equals("cache du")) {
            boolean isAll = options.values(CacheTable.FILTER).isEmpty();
            List<Part> parts = new ArrayList<>();
            for (Unit unit : holdings.inventory().units()) {
                // what an item knows is not found out for each when nobody asks
                if (isAll || wanted.test(all.of(unit))) {
                    parts.add(new Part(unit.kind(), CacheItems.size(unit), all.state(unit)));
                }
            }
            sums(parts, holdings, options);
            return;
        }
        List<CacheItems.Item> items = all.all().stream().filter(wanted).toList();
        if (options.spec().name().equals("cache ls")) {
            list(items, CacheTable.wantsJson(options));
        } else {
            options.operands().forEach(operand -> inspect(operand, items));
        }
    }

    private void list(List<CacheItems.Item> items, boolean json) {
        if (json) {
            out.println(JsonWriter.pretty(
                    Json.ofItems(items.stream().map(CacheItems.Item::json).toList())));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KIND", "ID", "SIZE", "LAST USED", "USES", "KEPT", "WHAT"));
        for (CacheItems.Item item : items) {
            rows.add(List.of(
                    item.kind().word(),
                    item.shortId(),
                    Figures.bytes(item.size()),
                    age(item),
                    Integer.toString(item.namings().size()),
                    item.state().word(),
                    item.shortWhat()));
        }
        TextTable.print(rows, out);
    }

    private String age(CacheItems.Item item) {
        return item.lastUsed() == 0
                ? "-"
                : ImageList.age(Duration.between(Instant.ofEpochMilli(item.lastUsed()), clock.instant()));
    }

    /** What counts of an item. */
    private record Part(Kept kind, long size, CacheItems.State state) {}

    /** Of one kind. */
    private record Sum(String title, long count, long size, long reclaimable) {
        private static Sum of(String title, List<Part> parts, Predicate<Part> which) {
            long count = 0;
            long size = 0;
            long reclaimable = 0;
            for (Part part : parts) {
                if (which.test(part)) {
                    count++;
                    size += part.size();
                    reclaimable += part.state().isReclaimable() ? part.size() : 0;
                }
            }
            return new Sum(title, count, size, reclaimable);
        }
    }

    private void sums(List<Part> parts, Holdings holdings, ParsedOptions options) {
        List<Sum> sums = new ArrayList<>();
        for (Kept kind : List.of(Kept.LAYER, Kept.BLOB, Kept.MOUNT, Kept.IMAGE)) {
            sums.add(Sum.of(
                    kind.word() + "s",
                    parts,
                    part -> part.kind() == kind && !part.state().isOfImage()));
        }
        if (options.values(CacheTable.FILTER).isEmpty()) {
            long records = holdings.records().size();
            sums.add(new Sum("records", records, records * Inventory.RECORD_BYTES, 0));
        }
        long size = sums.stream().mapToLong(Sum::size).sum();
        long reclaimable = sums.stream().mapToLong(Sum::reclaimable).sum();
        long count = sums.stream().mapToLong(Sum::count).sum();
        sums.add(new Sum("the cache", count, size, reclaimable));
        sums.add(Sum.of("of named images", parts, part -> part.state().isOfImage()));
        if (CacheTable.wantsJson(options)) {
            out.println(JsonWriter.pretty(json(sums, holdings)));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WHAT", "COUNT", "SIZE", "RECLAIMABLE"));
        for (Sum sum : sums) {
            rows.add(List.of(
                    sum.title(),
                    Long.toString(sum.count()),
                    Figures.bytes(sum.size()),
                    Figures.bytes(sum.reclaimable())));
        }
        TextTable.print(rows, out);
        Inventory.Disk disk = holdings.inventory().disk();
        out.println("free on the disk: " + Figures.bytes(disk.free()) + " of " + Figures.bytes(disk.total()));
        if (!holdings.hidden().isEmpty()) {
            out.println(holdings.hidden().size() + " layers more are going to be deleted");
        }
    }

    private static Json json(List<Sum> sums, Holdings holdings) {
        List<Json> items = new ArrayList<>();
        for (Sum sum : sums) {
            items.add(Json.object()
                    .put("what", sum.title())
                    .put("count", sum.count())
                    .put("size", sum.size())
                    .put("reclaimable", sum.reclaimable())
                    .build());
        }
        Inventory.Disk disk = holdings.inventory().disk();
        return Json.object()
                .put("sums", Json.ofItems(items))
                .put("diskFree", disk.free())
                .put("diskTotal", disk.total())
                .put("waiting", holdings.hidden().size())
                .build();
    }

    private void inspect(Argument operand, List<CacheItems.Item> items) {
        List<CacheItems.Item> found = items.stream()
                .filter(item -> CacheFilter.isId(item, operand.text()))
                .toList();
        if (found.isEmpty()) {
            throw operand.error("nothing in the cache has that id", "see \"slipway cache ls\"");
        }
        for (CacheItems.Item item : found) {
            List<Json> uses = new ArrayList<>();
            for (Naming naming : item.namings()) {
                uses.add(Json.object()
                        .put("kind", naming.kind().word())
                        .put("id", naming.id())
                        .put("what", naming.what())
                        .put("stage", naming.stage())
                        .put("scope", naming.scope())
                        .put("targets", Json.ofTexts(naming.targets()))
                        .put("lastUsed", Instant.ofEpochMilli(naming.lastUsed()).toString())
                        .build());
            }
            out.println(JsonWriter.pretty(Json.object()
                    .put("item", item.json())
                    .put("namedBy", Json.ofItems(uses))
                    .build()));
        }
    }
}
