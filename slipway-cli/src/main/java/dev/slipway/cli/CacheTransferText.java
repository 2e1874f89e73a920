// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CacheDocument;
import dev.slipway.cache.CachedRecord;
import dev.slipway.cache.Entry;
import dev.slipway.cli.view.Figures;
import dev.slipway.cli.view.ProgressMode;
import dev.slipway.digest.Digest;
import dev.slipway.engine.CacheIntake;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.snapshot.StoredRecord;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Refusals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code cache export} and {@code cache import} tell in the end. */
final class CacheTransferText {
    private CacheTransferText() {}

    static ProgressMode mode(ParsedOptions options, Io io) {
        if (options.isSet(CacheTable.QUIET)) {
            return ProgressMode.NONE;
        }
        return io.terminals().err() ? ProgressMode.TTY : ProgressMode.PLAIN;
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /**
     * What is in the cache of what was to go there.
     *
     * @param missing records that did not fit
     */
    record Exported(
            String to, List<String> scopes, int records, int missing, Set<Digest> layers, long bytes, int mounts) {
        static Exported of(String to, Optional<CacheDocument> written, Map<CacheScope, List<StoredRecord>> chosen) {
            CacheDocument all = written.orElse(CacheDocument.EMPTY);
            Set<String> wanted = new HashSet<>();
            chosen.forEach((scope, records) -> records.forEach(record -> wanted.add(place(scope, record.key()))));
            Set<Digest> layers = new HashSet<>();
            int records = 0;
            for (Entry<CachedRecord> entry : all.records()) {
                CachedRecord record = entry.value();
                if (wanted.contains(place(record.scope(), record.key().hex()))) {
                    records++;
                    layers.addAll(record.layers());
                }
            }
            long bytes = 0;
            for (Digest layer : layers) {
                bytes += Optional.ofNullable(all.layers().get(layer))
                        .map(place -> place.blob().size())
                        .orElse(0L);
            }
            return new Exported(
                    to,
                    chosen.keySet().stream().map(CacheScope::name).toList(),
                    records,
                    wanted.size() - records,
                    layers,
                    bytes,
                    (int) all.mounts().stream()
                            .filter(entry -> chosen.containsKey(entry.value().scope()))
                            .count());
        }

        private static String place(CacheScope scope, String key) {
            return scope.name() + " " + key;
        }

        String line() {
            return "exported " + count(records, "record") + " and " + count(layers.size(), "layer") + " ("
                    + Figures.bytes(bytes) + ")"
                    + (mounts == 0 ? "" : ", " + count(mounts, "cache mount"))
                    + (scopes.size() == 1 ? "" : " of " + scopes.size() + " scopes") + " to " + to;
        }

        String json() {
            return JsonWriter.pretty(Json.object()
                    .put("to", to)
                    .put("scopes", Json.ofTexts(scopes))
                    .put("records", records)
                    .put("layers", layers.size())
                    .put("bytes", bytes)
                    .put("mounts", mounts)
                    .put("missing", missing)
                    .build());
        }

        Optional<String> shortage() {
            return missing <= 0
                    ? Optional.empty()
                    : Optional.of("cache: " + count(missing, "record") + " had no place in " + to
                            + ", which is full; choose fewer with --filter or --scope, or export to several");
        }
    }

    /** What came of an import. */
    record Imported(String from, CacheIntake.Taken taken, List<String> mounts, Refusals refusals) {
        private int refused() {
            return taken.lost()
                    + refusals.counts().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
        }

        String line() {
            List<String> why = new ArrayList<>();
            refusals.summary().ifPresent(why::add);
            if (taken.lost() > 0) {
                why.add(count(taken.lost(), "record") + " with layers that cannot be used");
            }
            return "imported " + count(taken.records(), "record") + " and "
                    + count(taken.layers().size(), "layer")
                    + " (" + Figures.bytes(taken.bytes()) + ")"
                    + (mounts.isEmpty() ? "" : ", " + count(mounts.size(), "cache mount")) + " from " + from
                    + (taken.present() == 0 ? "" : "; " + taken.present() + " more were here")
                    + (why.isEmpty() ? "" : "; refused: " + refused() + " (" + String.join("; ", why) + ")");
        }

        String json() {
            Json.Builder reasons = Json.object();
            refusals.counts().forEach((verdict, count) -> reasons.put(verdict.words(), count));
            return JsonWriter.pretty(Json.object()
                    .put("from", from)
                    .put("records", taken.records())
                    .put("present", taken.present())
                    .put("layers", taken.layers().size())
                    .put("bytes", taken.bytes())
                    .put("mounts", Json.ofTexts(mounts))
                    .put("refused", refused())
                    .put("lost", taken.lost())
                    .put("reasons", reasons.build())
                    .build());
        }
    }
}
