// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Figures;
import dev.slipway.gc.Collector;
import dev.slipway.gc.GcPolicy;
import dev.slipway.gc.UsageNote;
import dev.slipway.snapshot.NewLayers;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.text.SlipwayException;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Keeps the store within its policy after a build that made layers. What goes wrong here is a warning. */
final class AutoGc {
    private static final Duration MOST_MEASURING = Duration.ofMillis(50);

    private AutoGc() {}

    /** Looks whether there is anything to do after a build that made these layers. Its store is closed by now. */
    static void run(NewLayers made, CacheAccess cache, Io io) throws InterruptedException {
        if (io.variable("SLIPWAY_GC").equals("off")) {
            return;
        }
        Path root = Store.defaultRoot(io.environment());
        try (StoreKeeper keeper = StoreKeeper.open(root)) {
            File disk = root.toFile();
            GcPolicy policy = GcPolicies.of(cache.gc(), disk.getTotalSpace());
            Optional<UsageNote> known = UsageNote.parse(keeper.note());
            UsageNote note = known.orElse(UsageNote.uncounted(disk.getUsableSpace()))
                    .grown(made.measured() + keeper.measure(made.unmeasured(), MOST_MEASURING), disk.getUsableSpace());
            Clock clock = Clock.systemUTC();
            if (known.isPresent() && note.isDue(policy, clock.millis())) {
                new Collector(keeper, clock)
                        .collect(Collector.Wanted.BY_POLICY, policy, true)
                        .ifPresent(outcome -> tell(outcome, io));
            } else {
                keeper.putNote(note.text());
            }
        } catch (SlipwayException e) {
            io.err().println("cache: nothing was collected: " + e.getMessage());
        }
    }

    private static void tell(Collector.Outcome outcome, Io io) {
        if (!outcome.plan().isEmpty()) {
            io.err()
                    .println("cache: removed " + new CacheGcText(outcome, true).sum() + ", "
                            + Figures.bytes(outcome.plan().freed())
                            + (outcome.waiting() > 0 ? " when the builds beside this one have ended" : "")
                            + "; \"slipway cache log\" lists them");
        }
    }
}
