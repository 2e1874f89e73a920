// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.Store;
import java.util.Map;
import java.util.Optional;

/**
 * What another machine noted of its builds: enough to compare a build with one of them. Anybody may have written it: it can
 * make an explanation wrong, and nothing else.
 *
 * @param inputs what went into the keys of its steps, by name
 * @param listings the files of contents that were copied, see {@code Listing.text}
 */
public record Archive(
        Map<CommonName, PastBuild> builds, Map<Digest, Map<String, String>> inputs, Map<Digest, String> listings) {
    /** One that knows nothing. */
    public static final Archive EMPTY = new Archive(Map.of(), Map.of(), Map.of());

    public Archive {
        builds = Map.copyOf(builds);
        inputs = Map.copyOf(inputs);
        listings = Map.copyOf(listings);
    }

    /** Where such are found. May be asked from several threads. */
    public interface Finder {
        /** Finds none. */
        Finder NOWHERE = new Finder() {
            @Override
            public Archive find(CommonName name) {
                return EMPTY;
            }

            @Override
            public boolean mayKnow() {
                return false;
            }

            @Override
            public Map<String, String> inputs(Digest key) {
                return Map.of();
            }
        };

        /** The nearest one that has that build, if there is any. */
        Archive find(CommonName name);

        /** Whether there is anything to ask. */
        boolean mayKnow();

        /** What went into the key, by name, if that is known without one. */
        Map<String, String> inputs(Digest key);
    }

    /** Notes a build and what is known of it in the store, for builds that will have nobody to ask. */
    public void keep(Store store, CommonName name) {
        PastBuild build = builds.get(name);
        if (build == null) {
            return;
        }
        ForeignNotes notes = new ForeignNotes(store);
        notes.putBuild(name, build);
        for (PastStep step : build.steps()) {
            Map<String, String> known = step.key().map(inputs::get).orElse(Map.of());
            if (!known.isEmpty() && store.record(step.key().orElseThrow()).isEmpty()) {
                notes.putInputs(step.key().orElseThrow(), known);
            }
            for (Digest content : Comparison.contents(known)) {
                String listing = listings.get(content);
                if (listing != null && !store.hasFact(Comparison.LISTING, content)) {
                    notes.putListing(content, listing);
                }
            }
        }
    }

    /** The build of that name; else of the same thing, under whichever names of its image. */
    Optional<PastBuild> build(CommonName name) {
        PastBuild found = builds.get(name);
        return found != null
                ? Optional.of(found)
                : builds.entrySet().stream()
                        .filter(entry -> entry.getKey().thing().equals(name.thing()))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }
}
