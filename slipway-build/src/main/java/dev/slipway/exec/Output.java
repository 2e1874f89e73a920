// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.progress.ProgressEvent;

/** Takes what a process prints as it comes; secrets are masked already. Called from two threads, one per stream. */
@FunctionalInterface
public interface Output {
    /** Takes none. */
    Output NONE = (_, _, _) -> {};

    /** @param bytes valid during the call only, from 0 to {@code length} */
    void accept(ProgressEvent.Stream stream, byte[] bytes, int length);
}
