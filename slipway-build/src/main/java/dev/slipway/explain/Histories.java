// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.snapshot.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last builds of all that is built, kept as facts of the store: one for each, written when something ran, and one for
 * each folder that says what was built there last.
 */
public final class Histories {
    private static final String BUILDS = "history";
    private static final String FOLDERS = "last-build";

    private final Store store;

    public Histories(Store store) {
        this.store = store;
    }

    /** The last build of that name in which something ran. */
    public Optional<PastBuild> find(BuildName name) {
        return store.fact(BUILDS, name.digest()).flatMap(PastBuild::read);
    }

    /** What was built last by a command that was started in the folder. */
    public List<BuildName> last(String folder) {
        List<BuildName> names = new ArrayList<>();
        store.fact(FOLDERS, of(folder))
                .ifPresent(text -> text.lines()
                        .flatMap(line -> Digest.parse(line).stream())
                        .forEach(digest -> names.add(new BuildName(digest))));
        return names;
    }

    void put(BuildName name, PastBuild build) {
        store.putFact(BUILDS, name.digest(), build.text());
    }

    void putLast(String folder, List<BuildName> names) {
        store.putFact(
                FOLDERS,
                of(folder),
                String.join(
                        "\n",
                        names.stream().map(name -> name.digest().toString()).toList()));
    }

    private static Digest of(String folder) {
        return new Hasher().put(FOLDERS).put(folder).digest();
    }
}
