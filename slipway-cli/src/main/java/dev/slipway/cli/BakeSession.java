// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.PackageArchives;
import dev.slipway.engine.Secrets;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the targets of one bake share: the store, the registries, the progress, and what comes from outside. */
final class BakeSession {
    private final Store store;
    private final Registries registries;
    private final Io io;
    private final Progress progress;
    private final Secrets secrets;
    private final boolean fetches;
    private final Map<Boolean, OutsideSources> outside = new HashMap<>();

    /** @param fetches whether ADD gets what it names */
    BakeSession(Store store, Registries registries, Io io, Progress progress, Secrets secrets, boolean fetches) {
        this.store = store;
        this.registries = registries;
        this.io = io;
        this.progress = progress;
        this.secrets = secrets;
        this.fetches = fetches;
    }

    Store store() {
        return store;
    }

    Registries registries() {
        return registries;
    }

    Io io() {
        return io;
    }

    Progress progress() {
        return progress;
    }

    Secrets secrets() {
        return secrets;
    }

    /** @param pull whether registries are asked even for bases that are in the store */
    OutsideSources outside(boolean pull) {
        return outside.computeIfAbsent(
                pull, _ -> new OutsideSources.Factory(store, registries, io).sources(progress, secrets, pull, fetches));
    }

    PackageArchives archives() {
        return outside.values().iterator().next().archives();
    }

    List<OutsideSources> all() {
        return new ArrayList<>(outside.values());
    }
}
