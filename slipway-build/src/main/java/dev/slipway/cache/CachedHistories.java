// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.cache.CacheImports.LocatedHistory;
import dev.slipway.digest.Digest;
import dev.slipway.explain.Archive;
import dev.slipway.explain.ArchiveReader;
import dev.slipway.explain.CommonName;
import dev.slipway.registry.Transfer;
import dev.slipway.text.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What caches know of earlier builds. Each archive is fetched once, when a step runs and the store knows of no earlier build;
 * one that cannot be read explains nothing, and is no fault. For several threads.
 */
public final class CachedHistories implements Archive.Finder {
    private final CacheImports imports;
    private final Map<Digest, Archive> fetched = new HashMap<>();

    public CachedHistories(CacheImports imports) {
        this.imports = imports;
    }

    @Override
    public synchronized Archive find(CommonName name) {
        Optional<LocatedHistory> found = imports.history(name);
        if (found.isEmpty()) {
            return Archive.EMPTY;
        }
        Digest archive = found.get().history().archive().digest();
        Archive known = fetched.get(archive);
        if (known == null) {
            known = fetch(found.get());
            fetched.put(archive, known);
        }
        return known;
    }

    private static Archive fetch(LocatedHistory found) {
        try (InputStream in = found.source().openBlob(found.history().archive(), Transfer.UNWATCHED)) {
            return ArchiveReader.read(in.readNBytes((int) ArchiveReader.MOST_BYTES));
        } catch (SlipwayException | IOException _) {
            return Archive.EMPTY;
        }
    }

    @Override
    public boolean mayKnow() {
        return !imports.isEmpty();
    }

    @Override
    public Map<String, String> inputs(Digest key) {
        return imports.inputs(key);
    }
}
