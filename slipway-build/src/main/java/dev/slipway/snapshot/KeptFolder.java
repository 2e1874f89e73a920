// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.file.Path;

/** A folder that was kept, and stays as long as this is open. Nobody may write to it. */
public record KeptFolder(String id, Path folder, Lease lease) implements AutoCloseable {
    @Override
    public void close() {
        lease.close();
    }
}
