// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CacheSink;
import java.time.Clock;

/** {@code slipway cache export}. */
final class CacheExportCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CacheTable.EXPORT;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        CacheSink sink = CacheTransferReader.sink(options, io.environment());
        CacheChoice choice = CacheChoice.read(options, Clock.systemUTC().millis());
        CacheAccess access = CacheAccess.read(options, io);
        access.requireKey();
        return Interruption.guard(() -> new CacheExportRun(sink, choice, access, io).run(options));
    }
}
