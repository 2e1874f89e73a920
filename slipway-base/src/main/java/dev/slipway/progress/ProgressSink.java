// SPDX-License-Identifier: Apache-2.0
package dev.slipway.progress;

/** Takes events; called from many threads, returns quickly, never throws. */
@FunctionalInterface
public interface ProgressSink {
    /** Takes none. */
    ProgressSink NONE = _ -> {};

    void accept(ProgressEvent event);
}
