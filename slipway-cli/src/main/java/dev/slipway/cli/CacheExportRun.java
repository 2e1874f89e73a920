// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CacheBackend;
import dev.slipway.cache.CacheDocument;
import dev.slipway.cache.CacheExporter;
import dev.slipway.cache.CachePacker;
import dev.slipway.cache.CacheSink;
import dev.slipway.cache.Harvest;
import dev.slipway.cache.StoreHarvest;
import dev.slipway.cli.view.ProgressView;
import dev.slipway.cli.view.Views;
import dev.slipway.export.LayerPacker;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.snapshot.StoredRecord;
import dev.slipway.text.Outcome;
import dev.slipway.text.RegistryException;
import dev.slipway.text.UsageException;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One {@code slipway cache export}. Each scope is written as a build in it would, one after the other: so a record is signed
 * in the name of its scope, and what others wrote stays.
 */
final class CacheExportRun {
    private final CacheSink sink;
    private final CacheChoice choice;
    private final CacheAccess access;
    private final Io io;
    private final Path root;

    CacheExportRun(CacheSink sink, CacheChoice choice, CacheAccess access, Io io) {
        this.sink = sink;
        this.choice = choice;
        this.access = access;
        this.io = io;
        this.root = Store.defaultRoot(io.environment());
    }

    /** The store while it is written from, and where that goes. */
    private record Work(StoreHarvest stock, CacheUse.Machine machine, Progress progress) {}

    int run(ParsedOptions options) throws InterruptedException {
        // open all the while: what is counted stays, whoever collects
        try (Store store = Store.open(root);
                StoreKeeper keeper = StoreKeeper.open(root);
                Registries registries = new Registries(io.environment())) {
            Map<CacheScope, List<StoredRecord>> chosen = chosen(keeper);
            CacheUse.Machine machine = new CacheUse.Machine(store, registries, access);
            boolean withMounts = !sink.selection().mounts().isEmpty();
            try (ProgressView view = Views.open(CacheTransferText.mode(options, io), io.err(), io.environment())) {
                Work work =
                        new Work(new StoreHarvest(keeper, withMounts), machine, new Progress(view, Clock.systemUTC()));
                requireMounts(work.stock(), chosen.keySet());
                write(chosen, work);
            }
            CacheBackend written = machine.backends().sink(sink, List.of());
            CacheTransferText.Exported done = CacheTransferText.Exported.of(written.name(), read(written), chosen);
            io.out().println(CacheTable.wantsJson(options) ? done.json() : done.line());
            done.shortage().ifPresent(io.err()::println);
        }
        return Outcome.OK.code();
    }

    private Map<CacheScope, List<StoredRecord>> chosen(StoreKeeper keeper) throws InterruptedException {
        List<StoredRecord> records = keeper.records();
        Map<LayerId, Long> layers = new HashMap<>();
        keeper.layers().stream()
                .filter(layer -> !layer.isHidden())
                .forEach(layer -> layers.put(layer.id(), layer.size()));
        Map<CacheScope, List<StoredRecord>> chosen = choice.of(records, layers);
        long foreign = records.stream().filter(record -> !record.isOwn()).count();
        if (foreign > 0) {
            io.err().println("cache: " + foreign + " records stay here: scopes took them over from others' in caches");
        }
        if (chosen.isEmpty()) {
            Set<String> scopes = records.stream()
                    .map(record -> record.scope().isEmpty() ? CacheScope.DEFAULT.toString() : record.scope())
                    .collect(Collectors.toCollection(TreeSet::new));
            throw new UsageException("nothing in the store " + root + " is chosen, so nothing was written; "
                    + (scopes.isEmpty()
                            ? "it has no records at all"
                            : "it has records of " + (scopes.size() == 1 ? "scope " : "scopes ")
                                    + String.join(", ", scopes) + "; see \"slipway cache ls\""));
        }
        return chosen;
    }

    private void requireMounts(StoreHarvest stock, Set<CacheScope> scopes) {
        Set<String> known = new TreeSet<>();
        scopes.forEach(scope -> known.addAll(stock.mounts(scope)));
        Set<String> unknown =
                new TreeSet<>(sink.selection().mounts().mostBytes().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UsageException("the store has no cache mount with the id " + String.join(", ", unknown)
                    + (known.isEmpty() ? "" : "; there are: " + String.join(", ", known)));
        }
    }

    private void write(Map<CacheScope, List<StoredRecord>> chosen, Work work) throws InterruptedException {
        CacheSink next = sink;
        for (Map.Entry<CacheScope, List<StoredRecord>> entry : chosen.entrySet()) {
            try (Store store = Store.open(root, new Scopes(entry.getKey(), List.of()))) {
                CacheAccess own = access.in(entry.getKey());
                Harvest harvest = work.stock().of(store, entry.getValue());
                CachePacker packer = new CachePacker(store, new LayerPacker(store), own::trust, work.progress());
                CacheSink to =
                        next.with(next.selection().mounts().among(work.stock().mounts(entry.getKey())));
                new CacheExporter(packer, work.progress())
                        .export(List.of(new CacheExporter.Job(
                                CacheUse.title(to.place()),
                                work.machine().backends().sink(to, List.of()),
                                to,
                                harvest)));
            }
            next = next.continued();
        }
    }

    private static Optional<CacheDocument> read(CacheBackend written) throws InterruptedException {
        try {
            return written.load();
        } catch (IOException e) {
            throw new RegistryException("the cache cannot be read again: " + e.getMessage(), e);
        }
    }
}
