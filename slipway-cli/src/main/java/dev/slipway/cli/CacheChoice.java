// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.gc.Kept;
import dev.slipway.gc.Naming;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.StoredRecord;
import dev.slipway.trust.CacheScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which records of a store an export takes.
 *
 * @param scopes of which; none: of all
 * @param filter judges the layer that a record's step made, as {@code cache ls} shows it
 */
record CacheChoice(Set<CacheScope> scopes, Predicate<CacheItems.Item> filter) {
    static CacheChoice read(ParsedOptions options, long now) {
        List<Argument> filters = options.values(CacheTable.EXPORTED);
        for (Argument filter : filters) {
            if (filter.text().startsWith("kind=") || filter.text().startsWith("type=")) {
                throw filter.error(
                        "an export takes records, with the layers that they need",
                        "expected target=, stage=, scope=, id=, age= or size=; --mounts takes cache mounts");
            }
        }
        return new CacheChoice(CacheTransferReader.scopes(options), CacheFilter.read(filters, now));
    }

    /**
     * The chosen ones by scope. What has not all of its layers is not among them: no build would use it. Nor is what a scope
     * took over from another's in a cache: it may be forged, and would stand among that other's from then on.
     *
     * @param layers those that are there, with what they take
     */
    Map<CacheScope, List<StoredRecord>> of(List<StoredRecord> records, Map<LayerId, Long> layers) {
        Map<CacheScope, List<StoredRecord>> chosen = new TreeMap<>();
        for (StoredRecord record : records) {
            Optional<CacheScope> scope = CacheScope.parse(record.scope());
            if (scope.isPresent()
                    && record.isOwn()
                    && (scopes.isEmpty() || scopes.contains(scope.get()))
                    && layers.keySet().containsAll(record.layers())
                    && filter.test(item(record, layers))) {
                chosen.computeIfAbsent(scope.get(), _ -> new ArrayList<>()).add(record);
            }
        }
        return chosen;
    }

    private static CacheItems.Item item(StoredRecord record, Map<LayerId, Long> layers) {
        Naming naming = Naming.of(record);
        boolean isBare = record.layers().isEmpty();
        return new CacheItems.Item(
                isBare ? Kept.RECORD : Kept.LAYER,
                isBare ? record.key() : record.layers().getLast().text(),
                isBare ? 0 : layers.getOrDefault(record.layers().getLast(), 0L),
                record.lastUsed(),
                record.description(),
                naming.stage(),
                Set.copyOf(record.targets()),
                Set.of(record.scope()),
                List.of(naming),
                new CacheItems.State(false, false, false));
    }
}
