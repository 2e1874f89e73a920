// SPDX-License-Identifier: Apache-2.0
package dev.slipway.progress;

import dev.slipway.digest.Digest;
import dev.slipway.text.Diagnostic;
import java.time.Instant;
import java.util.List;

/**
 * One thing that happened to a step (BuildKit's vertex, see its {@code StatusResponse}). A step is named by the digest of
 * its vertex; within one step events come in order, between steps in any.
 */
public sealed interface ProgressEvent {
    /** Where a line of output came from. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /**
     * A step will be looked at; sent before any other event of it, once.
     *
     * @param name as buildx prints it, such as {@code [builder 2/5] RUN make}
     * @param inputs the steps that it builds on
     */
    record Declared(Digest step, String name, List<Digest> inputs) implements ProgressEvent {
        public Declared {
            inputs = List.copyOf(inputs);
        }
    }

    record Started(Digest step, Instant at) implements ProgressEvent {}

    /** The result was there already; a step is cached or started and done, never both. */
    record Cached(Digest step, Instant at) implements ProgressEvent {}

    /** Why the step runs, in one line; sent after it has started, at most once. */
    record Because(Digest step, Instant at, String reason) implements ProgressEvent {}

    record Done(Digest step, Instant at) implements ProgressEvent {}

    record Failed(Digest step, Instant at, String error) implements ProgressEvent {}

    /** The step was stopped because another failed or the user asked for it. */
    record Cancelled(Digest step, Instant at) implements ProgressEvent {}

    /** What the step printed, as it came: not always whole lines; decoded as UTF-8; secrets are masked already. */
    record Output(Digest step, Instant at, Stream stream, String text) implements ProgressEvent {}

    /**
     * How far a part of the step is: a layer downloaded, a file sent.
     *
     * @param id names the part within the step, such as a digest or {@code extracting sha256:...}
     * @param total 0 when it is not known
     * @param completed whether this part is done
     */
    record Status(Digest step, Instant at, String id, long current, long total, boolean completed)
            implements ProgressEvent {}

    /** A warning to be shown at the end, with its lines. */
    record Warning(Diagnostic diagnostic) implements ProgressEvent {}
}
