// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.digest.Digest;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.text.Diagnostic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Tells a view of a build, by a clock that the test turns. */
final class Story implements InstantSource {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private Instant now = START;
    private ProgressView view;

    Story() {
        this.view = Views.open(ProgressMode.NONE, System.out, Map.of());
    }

    void tellTo(ProgressView listener) {
        view = listener;
    }

    @Override
    public Instant instant() {
        return now;
    }

    Story millis(long later) {
        now = now.plusMillis(later);
        return this;
    }

    static Digest digest(int step) {
        return new Digest(Integer.toHexString(step + 16).repeat(32));
    }

    Story declare(int step, String name, Integer... inputs) {
        view.accept(new ProgressEvent.Declared(
                digest(step), name, List.of(inputs).stream().map(Story::digest).toList()));
        return this;
    }

    Story start(int step) {
        view.accept(new ProgressEvent.Started(digest(step), now));
        return this;
    }

    Story because(int step, String reason) {
        view.accept(new ProgressEvent.Because(digest(step), now, reason));
        return this;
    }

    Story cached(int step) {
        view.accept(new ProgressEvent.Cached(digest(step), now));
        return this;
    }

    Story done(int step) {
        view.accept(new ProgressEvent.Done(digest(step), now));
        return this;
    }

    Story failed(int step, String error) {
        view.accept(new ProgressEvent.Failed(digest(step), now, error));
        return this;
    }

    Story cancelled(int step) {
        view.accept(new ProgressEvent.Cancelled(digest(step), now));
        return this;
    }

    Story prints(int step, String text) {
        view.accept(new ProgressEvent.Output(digest(step), now, ProgressEvent.Stream.STDOUT, text));
        return this;
    }

    Story part(int step, String id, long current, long total, boolean completed) {
        view.accept(new ProgressEvent.Status(digest(step), now, id, current, total, completed));
        return this;
    }

    Story warns(Diagnostic diagnostic) {
        view.accept(new ProgressEvent.Warning(diagnostic));
        return this;
    }
}
