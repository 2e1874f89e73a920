// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The last builds of all that was built in the own scope of a store, for other machines: those which had one of the keys. */
public final class StoredHistories {
    private final Store store;
    private final Predicate<Digest> keys;

    public StoredHistories(Store store, Predicate<Digest> keys) {
        this.store = store;
        this.keys = keys;
    }

    /** @param facts of the kind {@link Histories#BUILDS}, of all scopes */
    public Volume volume(List<StoredFact> facts) {
        Map<String, ArchiveWriter.Chapter> newest = new TreeMap<>();
        for (StoredFact fact : facts) {
            chapter(fact)
                    .ifPresent(chapter -> newest.merge(
                            chapter.name().toString(),
                            chapter,
                            (one, other) ->
                                    other.build().at().isAfter(one.build().at()) ? other : one));
        }
        return ArchiveWriter.write(new ArrayList<>(newest.values()), Set.of());
    }

    private Optional<ArchiveWriter.Chapter> chapter(StoredFact fact) {
        try {
            Json json = JsonParser.parse(fact.value());
            Optional<PastBuild> build = PastBuild.read(json);
            Optional<PastBuild.Everywhere> place = PastBuild.Everywhere.read(json)
                    .filter(found -> found.scope().equals(store.scopes().own()));
            return build.isPresent() && place.isPresent() && isWanted(build.get())
                    ? Optional.of(chapter(place.get().name(), build.get()))
                    : Optional.empty();
        } catch (JsonSyntaxException _) {
            return Optional.empty();
        }
    }

    private ArchiveWriter.Chapter chapter(CommonName name, PastBuild build) {
        return new ArchiveWriter.Chapter(name, build, new Past(name, store, build));
    }

    private boolean isWanted(PastBuild build) {
        return build.steps().stream().anyMatch(step -> step.key().filter(keys).isPresent());
    }
}
