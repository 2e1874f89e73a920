// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.digest.Digest;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.text.Diagnostic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All steps of a build, as the events so far tell. Not safe for several threads: the views lock. */
final class Trace {
    private final Map<Digest, Step> byDigest = new LinkedHashMap<>();
    private final List<Step> begun = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();
    private Optional<Instant> start = Optional.empty();
    private int ended;

    /** Takes the event in; the step that it is about, if it is about one that was declared. */
    Optional<Step> apply(ProgressEvent event) {
        // not a switch: its first use would cost every build some milliseconds
        if (event instanceof ProgressEvent.Declared(Digest digest, String name, List<Digest> inputs)) {
            return Optional.of(byDigest.computeIfAbsent(digest, key -> new Step(key, name, inputs)));
        }
        if (event instanceof ProgressEvent.Started(Digest digest, Instant at)) {
            return begin(digest, at);
        }
        if (event instanceof ProgressEvent.Output(Digest digest, Instant at, var _, var _)) {
            return begin(digest, at);
        }
        if (event instanceof ProgressEvent.Because(Digest digest, Instant at, String reason)) {
            Optional<Step> step = begin(digest, at);
            step.ifPresent(known -> known.because(Printable.plainText(reason)));
            return step;
        }
        if (event instanceof ProgressEvent.Status status) {
            return progress(status);
        }
        if (event instanceof ProgressEvent.Warning(Diagnostic diagnostic)) {
            warnings.add(diagnostic);
            return Optional.empty();
        }
        return end(event);
    }

    private Optional<Step> progress(ProgressEvent.Status status) {
        Optional<Step> step = begin(status.step(), status.at());
        step.ifPresent(known -> known.part(
                Printable.plainText(status.id()), status.at(), status.current(), status.total(), status.completed()));
        return step;
    }

    private Optional<Step> end(ProgressEvent event) {
        if (event instanceof ProgressEvent.Cached(Digest digest, Instant at)) {
            return end(digest, Step.State.CACHED, at, "");
        }
        if (event instanceof ProgressEvent.Done(Digest digest, Instant at)) {
            return end(digest, Step.State.DONE, at, "");
        }
        if (event instanceof ProgressEvent.Failed(Digest digest, Instant at, String error)) {
            return end(digest, Step.State.FAILED, at, error);
        }
        if (event instanceof ProgressEvent.Cancelled(Digest digest, Instant at)) {
            return end(digest, Step.State.CANCELLED, at, "");
        }
        throw new IllegalArgumentException("no such event: " + event);
    }

    private Optional<Step> begin(Digest digest, Instant at) {
        Step step = byDigest.get(digest);
        if (step == null) {
            return Optional.empty();
        }
        if (step.number() == 0) {
            begun.add(step);
            step.begin(begun.size(), at);
            if (start.isEmpty()) {
                start = Optional.of(at);
            }
        }
        return Optional.of(step);
    }

    private Optional<Step> end(Digest digest, Step.State how, Instant at, String error) {
        Optional<Step> step = begin(digest, at);
        if (step.isPresent() && !step.get().isEnded()) {
            step.get().end(how, at, Printable.plainText(error));
            ended++;
        }
        return step;
    }

    /** The steps that have begun, in that order. */
    List<Step> begun() {
        return begun;
    }

    int declaredCount() {
        return byDigest.size();
    }

    int endedCount() {
        return ended;
    }

    List<Diagnostic> warnings() {
        return warnings;
    }

    /** When the first step began; now if none has. */
    Instant start(Instant now) {
        return start.orElse(now);
    }
}
