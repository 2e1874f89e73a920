// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.progress.Progress;
import dev.slipway.snapshot.CacheLease;
import dev.slipway.snapshot.CacheRequest;
import dev.slipway.snapshot.MountOrigin;
import dev.slipway.snapshot.Sharing;
import dev.slipway.snapshot.Store;
import dev.slipway.sys.Kernel;
import dev.slipway.text.RegistryException;
import dev.slipway.trust.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Fills the cache mounts that a cache has and the store has not. */
public final class MountIntake {
    private static final int MODE = 0755;

    private final Store store;
    private final MountOrigin origin;

    /** @param trust judges as it did when the cache was read */
    public MountIntake(Store store, AdmittedCache cache, Trust trust, Progress progress) {
        this.store = store;
        CacheImports imports = new CacheImports(List.of(cache), () -> trust, progress);
        MountImports filled = new MountImports(imports, Kernel.linux(), progress);
        this.origin = (id, folder, notes) -> {
            if (!filled.fill(id, folder, notes)) {
                // an empty mount would be in the way of the next attempt
                throw new RegistryException("the cache mount " + id + " cannot be had", 0);
            }
            return true;
        };
    }

    /** The ids of those that were filled; what cannot be is a warning. */
    public List<String> take(CacheDocument document) throws InterruptedException {
        TreeSet<String> ids = new TreeSet<>();
        document.mounts().forEach(entry -> ids.add(entry.value().id()));
        ids.removeIf(store.cacheMounts()::exists);
        List<String> filled = new ArrayList<>();
        for (String id : ids) {
            CacheRequest request = new CacheRequest(id, Sharing.SHARED, 0, 0, MODE);
            try (CacheLease lease =
                    store.cacheMounts().acquire(List.of(request), origin).getFirst()) {
                filled.add(lease.request().id());
            } catch (RegistryException _) {
                // the warning is given
            }
        }
        return filled;
    }
}
