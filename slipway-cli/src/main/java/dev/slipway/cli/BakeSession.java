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
    private final OutsideSources.Factory machine;
    private final CacheAccess cache;
    private final Progress progress;
    private final Secrets secrets;
    private final boolean fetches;
    private final Map<Boolean, OutsideSources> outside = new HashMap<>();

    /** What this machine has, and whose cache records are used. */
    record Machine(OutsideSources.Factory sources, CacheAccess cache) {}

    /** @param fetches whether ADD gets what it names */
    BakeSession(Machine machine, Progress progress, Secrets secrets, boolean fetches) {
        this.machine = machine.sources();
        this.cache = machine.cache();
        this.progress = progress;
        this.secrets = secrets;
        this.fetches = fetches;
    }

    boolean fetches() {
        return fetches;
    }

    Store store() {
        return machine.store();
    }

    Registries registries() {
        return machine.registries();
    }

    CacheUse.Machine caches() {
        return new CacheUse.Machine(store(), registries(), cache);
    }

    Io io() {
        return machine.io();
    }

    Progress progress() {
        return progress;
    }

    Secrets secrets() {
        return secrets;
    }

    /** @param pull whether registries are asked even for bases that are in the store */
    OutsideSources outside(boolean pull) {
        return outside.computeIfAbsent(pull, _ -> machine.sources(progress, secrets, pull, fetches));
    }

    PackageArchives archives() {
        return outside.values().iterator().next().archives();
    }

    List<OutsideSources> all() {
        return new ArrayList<>(outside.values());
    }
}
