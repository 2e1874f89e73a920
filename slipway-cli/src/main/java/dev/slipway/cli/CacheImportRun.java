// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.AdmittedCache;
import dev.slipway.cache.CacheBackend;
import dev.slipway.cache.CachePlace;
import dev.slipway.cache.MountIntake;
import dev.slipway.cli.view.ProgressView;
import dev.slipway.cli.view.Views;
import dev.slipway.engine.CacheIntake;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.NewLayers;
import dev.slipway.snapshot.Store;
import dev.slipway.text.Outcome;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** One {@code slipway cache import}. */
final class CacheImportRun {
    private final CachePlace from;
    private final CacheAccess access;
    private final Io io;

    CacheImportRun(CachePlace from, CacheAccess access, Io io) {
        this.from = from;
        this.access = access;
        this.io = io;
    }

    int run(ParsedOptions options) throws InterruptedException {
        NewLayers made;
        boolean isWhole;
        try (Store store = Store.open(Store.defaultRoot(io.environment()), access.scopes());
                Registries registries = new Registries(io.environment())) {
            CacheUse.Machine machine = new CacheUse.Machine(store, registries, access);
            AdmittedCache cache = read(machine.backends().source(from));
            CacheIntake.Taken taken;
            List<String> mounts;
            try (ProgressView view = Views.open(CacheTransferText.mode(options, io), io.err(), io.environment())) {
                Progress progress = new Progress(view, Clock.systemUTC());
                taken = new CacheIntake(store, cache, progress).take();
                mounts = new MountIntake(store, cache, access.trust(), progress).take(cache.document());
            }
            store.syncLater();
            taken.broken()
                    .forEach((layer, why) -> io.err()
                            .println("cache: the layer " + layer + " cannot be used: " + CommandLine.printable(why)));
            CacheTransferText.Imported done =
                    new CacheTransferText.Imported(cache.name(), taken, mounts, cache.refusals());
            io.out().println(CacheTable.wantsJson(options) ? done.json() : done.line());
            isWhole = taken.broken().isEmpty();
            made = store.newLayers();
        }
        if (!made.isEmpty()) {
            AutoGc.run(made, access, io);
        }
        return isWhole ? Outcome.OK.code() : Outcome.REGISTRY.code();
    }

    private AdmittedCache read(CacheBackend source) throws InterruptedException {
        try {
            return AdmittedCache.read(source, access.trust());
        } catch (IOException e) {
            throw new RegistryException("the cache cannot be imported: " + e.getMessage(), e);
        }
    }
}
