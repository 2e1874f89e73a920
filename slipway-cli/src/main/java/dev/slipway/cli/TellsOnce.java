// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.progress.ProgressEvent;
import dev.slipway.progress.ProgressSink;
import dev.slipway.text.DiagnosticRenderer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Passes on each warning once: targets that share a Dockerfile share what is to be said of it. */
final class TellsOnce implements ProgressSink {
    private final ProgressSink sink;
    private final Set<String> told = new HashSet<>();

    TellsOnce(ProgressSink sink) {
        this.sink = sink;
    }

    @Override
    public void accept(ProgressEvent event) {
        if (event instanceof ProgressEvent.Warning(var diagnostic)) {
            synchronized (told) {
                if (!told.add(DiagnosticRenderer.render(List.of(diagnostic)))) {
                    return;
                }
            }
        }
        sink.accept(event);
    }
}
