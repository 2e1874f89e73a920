// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.engine.Secrets;
import dev.slipway.exec.Sandbox;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.Store;
import java.nio.file.Path;

/**
 * What jobs run with.
 *
 * @param logs the folder of their logs
 */
public record JobMachine(
        Store store, Sandbox sandbox, Secrets secrets, Progress progress, ArtifactCheck check, Path logs) {}
