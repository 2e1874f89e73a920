// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.explain.Archive;
import dev.slipway.explain.ArchiveReader;
import dev.slipway.explain.CommonName;
import dev.slipway.registry.Transfer;
import dev.slipway.snapshot.Store;
import dev.slipway.text.SlipwayException;
import dev.slipway.trust.CacheScope;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes what a cache knows of earlier builds into the store. An archive that cannot be read explains nothing, and is no fault. */
public final class HistoryIntake {
    private final Store store;
    private final AdmittedCache cache;

    public HistoryIntake(Store store, AdmittedCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /** @param scopes those that are read, the nearest first */
    public void take(List<CacheScope> scopes) {
        Set<CommonName> seen = new HashSet<>();
        Map<Digest, List<CachedHistory>> archives = new LinkedHashMap<>();
        for (CacheScope scope : scopes) {
            for (Entry<CachedHistory> entry : cache.document().histories()) {
                CachedHistory history = entry.value();
                if (history.scope().equals(scope) && seen.add(history.name())) {
                    archives.computeIfAbsent(history.archive().digest(), _ -> new ArrayList<>())
                            .add(history);
                }
            }
        }
        // one after the other, since each may be large
        archives.values().forEach(this::keep);
    }

    private void keep(List<CachedHistory> histories) {
        Archive archive = fetch(histories.getFirst());
        histories.forEach(history -> archive.keep(store, history.name()));
    }

    private Archive fetch(CachedHistory history) {
        try (InputStream in = cache.openBlob(history.archive(), Transfer.UNWATCHED)) {
            return ArchiveReader.read(in.readNBytes((int) ArchiveReader.MOST_BYTES));
        } catch (SlipwayException | IOException _) {
            return Archive.EMPTY;
        }
    }
}
