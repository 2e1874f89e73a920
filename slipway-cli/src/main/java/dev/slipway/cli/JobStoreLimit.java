// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.GcBlock;
import dev.slipway.cli.view.Figures;
import dev.slipway.snapshot.Removal;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.snapshot.StoredMount;
import dev.slipway.text.SlipwayException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps what jobs leave in the store, caches and results, within its limit: what was not used for longest goes first. */
final class JobStoreLimit {
    private static final long DEFAULT_BYTES = 10L << 30;
    private static final String PREFIX = "job-";

    private JobStoreLimit() {}

    /** Its store is closed by now. What goes wrong here is a warning. */
    static void enforce(Path root, CacheAccess cache, Io io) throws InterruptedException {
        long most = cache.gc().flatMap(GcBlock::jobsMaxUsed).orElse(DEFAULT_BYTES);
        try (StoreKeeper keeper = StoreKeeper.open(root)) {
            List<StoredMount> ofJobs = new ArrayList<>(keeper.mounts().stream()
                    .filter(mount -> mount.id().startsWith(PREFIX))
                    .toList());
            long sum = ofJobs.stream().mapToLong(StoredMount::size).sum();
            ofJobs.sort(Comparator.comparingLong(StoredMount::lastUsed));
            int count = 0;
            long freed = 0;
            Removal removal = keeper.removal();
            for (StoredMount mount : ofJobs) {
                if (sum - freed > most && removal.mount(mount)) {
                    count++;
                    freed += mount.size();
                }
            }
            if (count > 0) {
                io.err()
                        .println("jobs: removed " + count + " caches and results that were not used for longest, "
                                + Figures.bytes(freed) + ", to keep them within " + Figures.bytes(most));
            }
        } catch (SlipwayException e) {
            io.err().println("jobs: nothing was removed: " + e.getMessage());
        }
    }
}
