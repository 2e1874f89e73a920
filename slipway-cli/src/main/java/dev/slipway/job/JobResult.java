// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.KeptFolder;
import java.nio.file.Path;

/**
 * What a job that succeeded has left.
 *
 * @param artifacts of all artifacts together
 */
public record JobResult(KeptFolder kept, Digest artifacts) implements AutoCloseable {
    static final String ARTIFACTS = "artifacts";
    static final String LOG = "log";

    /** The artifacts, by their paths from the working folder. */
    public Path folder() {
        return kept.folder().resolve(ARTIFACTS);
    }

    @Override
    public void close() {
        kept.close();
    }
}
