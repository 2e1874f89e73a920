// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import dev.slipway.snapshot.Store;
import dev.slipway.trust.CacheScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What other machines noted of builds, and of steps that this one had no need to run, kept in the scope that it was read for. */
record ForeignNotes(Store store) {
    private static final String BUILD = "history-elsewhere";
    private static final String INPUTS = "inputs-elsewhere";
    private static final String LISTING = "listing-elsewhere";

    /** The last build of that name; else of the same thing, under whichever names of its image. */
    Optional<PastBuild> build(CommonName name) {
        return find(BUILD, place(name)).or(() -> find(BUILD, name.thing())).flatMap(PastBuild::read);
    }

    /** Unless a later one is known. */
    void putBuild(CommonName name, PastBuild build) {
        CacheScope own = store.scopes().own();
        for (Digest digest : List.of(place(name), name.thing())) {
            Digest place = place(own, digest);
            boolean isOld = store.fact(BUILD, place)
                    .flatMap(PastBuild::read)
                    .filter(known -> known.at().isAfter(build.at()))
                    .isPresent();
            if (!isOld) {
                store.putFact(BUILD, place, build.text(own, name));
            }
        }
    }

    private static Digest place(CommonName name) {
        return new Hasher().put(name.thing()).put(name.image()).digest();
    }

    Optional<String> listing(Digest content) {
        return find(LISTING, content);
    }

    void putListing(Digest content, String files) {
        put(LISTING, content, files);
    }

    /** What went into the key, by name; empty when that is not known. */
    Map<String, String> inputs(Digest key) {
        Map<String, String> found = new TreeMap<>();
        try {
            for (String text : find(INPUTS, key).stream().toList()) {
                JsonParser.parse(text)
                        .members("inputs")
                        .forEach((name, value) -> value.asText().ifPresent(one -> found.put(name, one)));
            }
        } catch (JsonSyntaxException _) {
            found.clear(); // somebody changed the store: nothing is known
        }
        return found;
    }

    void putInputs(Digest key, Map<String, String> inputs) {
        put(
                INPUTS,
                key,
                JsonWriter.compact(Json.object().putTexts("inputs", inputs).build()));
    }

    private Optional<String> find(String kind, Digest digest) {
        return store.scopes().first(scope -> store.fact(kind, place(scope, digest)));
    }

    private void put(String kind, Digest digest, String text) {
        Digest place = place(store.scopes().own(), digest);
        if (!store.hasFact(kind, place)) {
            store.putFact(kind, place, text);
        }
    }

    private static Digest place(CacheScope scope, Digest digest) {
        return new Hasher().put(scope.name()).put(digest).digest();
    }
}
