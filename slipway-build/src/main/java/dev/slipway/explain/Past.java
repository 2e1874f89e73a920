// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Store;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of earlier builds of one subject: what the store says comes first, then what other machines noted. Those are
 * asked only for what the store does not know. For several threads.
 */
final class Past {
    private final CommonName name;
    private final Store store;
    private final Archive.Finder others;
    private final Optional<PastBuild> here;
    private final ForeignNotes notes;
    private @Nullable Archive archive;

    Past(Subject subject, Store store, Archive.Finder others) {
        this.name = subject.everywhere();
        this.store = store;
        this.others = others;
        this.notes = new ForeignNotes(store);
        this.here = new Histories(store).find(subject.name());
    }

    /** Of a build that this store knows, and nobody else. */
    Past(CommonName name, Store store, PastBuild build) {
        this.name = name;
        this.store = store;
        this.others = Archive.Finder.NOWHERE;
        this.notes = new ForeignNotes(store);
        this.here = Optional.of(build);
    }

    private synchronized Archive archive() {
        Archive found = archive;
        if (found == null) {
            found = others.find(name);
            archive = found;
        }
        return found;
    }

    /** The last build in which something ran. */
    Optional<PastBuild> build() {
        return here.or(() -> archive().build(name)).or(() -> notes.build(name));
    }

    /** Whether that was on another machine. */
    boolean isElsewhere() {
        return here.isEmpty();
    }

    /** What went into the key of the last result of the step, by name; empty when that is not known. */
    Map<String, String> inputs(PastStep step) {
        if (step.key().isEmpty()) {
            return Map.of();
        }
        Map<String, String> inputs = recorded(step.key().get());
        if (inputs.isEmpty()) {
            inputs = notes.inputs(step.key().get());
        }
        return inputs.isEmpty() ? foreign(step.key().get()) : inputs;
    }

    private Map<String, String> recorded(Digest key) {
        return store.record(key).map(ActionRecord::inputs).orElse(Map.of());
    }

    private Map<String, String> foreign(Digest key) {
        Map<String, String> inputs = archive().inputs().getOrDefault(key, Map.of());
        return inputs.isEmpty() ? others.inputs(key) : inputs;
    }

    /** The files of what was copied. */
    Optional<String> listing(Digest content) {
        return store.fact(Comparison.LISTING, content)
                .or(() -> notes.listing(content))
                .or(() -> Optional.ofNullable(archive().listings().get(content)));
    }

    /** Notes what only others know of a step: the next build may have nobody to ask. */
    void keep(PastStep step) {
        if (!others.mayKnow() || step.key().isEmpty()) {
            return;
        }
        Digest key = step.key().get();
        Map<String, String> inputs = inputs(step);
        if (!inputs.isEmpty() && recorded(key).isEmpty()) {
            notes.putInputs(key, inputs);
        }
        for (Digest content : Comparison.contents(inputs)) {
            if (!store.hasFact(Comparison.LISTING, content)) {
                listing(content).ifPresent(files -> notes.putListing(content, files));
            }
        }
    }
}
