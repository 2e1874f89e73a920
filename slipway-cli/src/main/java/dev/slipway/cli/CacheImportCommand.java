// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CachePlace;

/** {@code slipway cache import}. */
final class CacheImportCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CacheTable.IMPORT;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        CachePlace from = CacheTransferReader.source(options.operands().getFirst(), io.environment());
        CacheAccess access = CacheAccess.read(options, io);
        access.requireKey();
        return Interruption.guard(() -> new CacheImportRun(from, access, io).run(options));
    }
}
