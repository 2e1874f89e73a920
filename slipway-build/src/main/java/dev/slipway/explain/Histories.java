// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.snapshot.Store;
import dev.slipway.trust.CacheScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last builds of all that is built, kept as facts of the store: one for each, written when something ran, and one for
 * each folder that says what was built there last.
 */
public final class Histories {
    /** The kind of fact that each is. */
    public static final String BUILDS = "history";

    private static final String FOLDERS = "last-build";

    private final Store store;

    public Histories(Store store) {
        this.store = store;
    }

    /** The last build of that name in which something ran, in the own scope or else in one that is read. */
    public Optional<PastBuild> find(BuildName name) {
        return store.scopes().first(scope -> at(place(name, scope)));
    }

    /** The same of the own scope alone. */
    Optional<PastBuild> own(BuildName name) {
        return at(place(name, store.scopes().own()));
    }

    private Optional<PastBuild> at(Digest place) {
        return store.fact(BUILDS, place).flatMap(PastBuild::read);
    }

    /** What was built last by a command that was started in the folder, in whichever scope. */
    public List<PastBuild> last(String folder) {
        List<PastBuild> builds = new ArrayList<>();
        store.fact(FOLDERS, of(folder))
                .ifPresent(text -> text.lines()
                        .flatMap(line -> Digest.parse(line).stream())
                        .forEach(place -> at(place).ifPresent(builds::add)));
        return builds;
    }

    void put(Subject subject, PastBuild build) {
        CacheScope own = store.scopes().own();
        store.putFact(BUILDS, place(subject.name(), own), build.text(own, subject.everywhere()));
    }

    void putLast(String folder, List<BuildName> names) {
        List<String> places = new ArrayList<>();
        names.forEach(name -> places.add(place(name, store.scopes().own()).toString()));
        store.putFact(FOLDERS, of(folder), String.join("\n", places));
    }

    private static Digest place(BuildName name, CacheScope scope) {
        return new Hasher().put(scope.name()).put(name.digest()).digest();
    }

    private static Digest of(String folder) {
        return new Hasher().put(FOLDERS).put(folder).digest();
    }
}
