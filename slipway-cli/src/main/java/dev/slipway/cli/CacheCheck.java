// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.snapshot.Lease;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.text.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code cache verify} and {@code cache repair}. */
final class CacheCheck {
    private CacheCheck() {}

    /** Tells what is not whole; the status is that of a failed build then. */
    static int verify(Path root, Io io) {
        List<String> faults;
        try (Store store = Store.open(root)) {
            faults = store.check().run();
        }
        faults.forEach(io.out()::println);
        if (faults.isEmpty()) {
            io.out().println("all is whole");
            return Outcome.OK.code();
        }
        io.err().println("cache: " + faults.size() + " things are not whole; \"slipway cache repair\" removes them");
        return Outcome.BUILD_FAILED.code();
    }

    static int repair(StoreKeeper keeper, Io io) throws InterruptedException {
        Optional<Lease> begun = keeper.tryBegin();
        if (begun.isEmpty()) {
            io.err().println("cache: another process is collecting; try again when it has ended");
            return Outcome.HOST.code();
        }
        try (Lease _ = begun.get()) {
            List<String> removed = keeper.repair();
            removed.forEach(text -> io.out().println("removed: " + text));
            io.out().println(removed.isEmpty() ? "all is whole" : removed.size() + " removed, the rest is whole");
        }
        return Outcome.OK.code();
    }
}
