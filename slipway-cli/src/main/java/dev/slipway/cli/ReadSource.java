// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileParser;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceException;
import java.util.List;

/** A context with its Dockerfile, which is parsed. */
record ReadSource(LoadedSource source, Parsed<Dockerfile> dockerfile) {
    /** Reads it for those who want to hear of its errors later. */
    static ReadSource of(LoadedSource source) {
        return new ReadSource(source, DockerfileParser.parse(source.dockerfile()));
    }

    /**
     * Reads it, tells of that as of a step, and warns of what the checks do not.
     *
     * @param label what the name of the step begins with: {@code [internal]}
     * @throws SourceException if the Dockerfile has errors
     */
    static ReadSource of(LoadedSource source, String label, Progress progress) {
        Digest step = Digest.of(
                "dockerfile " + source.context() + " " + source.dockerfile().name());
        String name =
                label + " load build definition from " + source.dockerfile().name();
        progress.declared(step, name, List.of());
        progress.started(step);
        ReadSource read = of(source);
        if (read.dockerfile().hasErrors()) {
            progress.failed(step, "the Dockerfile has errors");
        } else {
            progress.done(step);
        }
        read.dockerfile().orThrow();
        for (Diagnostic diagnostic : read.dockerfile().diagnostics()) {
            // the checks tell of the others
            if (diagnostic.rule().isEmpty()) {
                progress.sink().accept(new ProgressEvent.Warning(diagnostic));
            }
        }
        return read;
    }
}
