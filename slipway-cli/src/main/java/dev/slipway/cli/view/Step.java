// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.digest.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of one step so far. Not safe for several threads: the views lock. */
final class Step {
    /** How far a step is. */
    enum State {
        DECLARED,
        RUNNING,
        CACHED,
        DONE,
        FAILED,
        CANCELLED
    }

    /** How far a part of a step is, such as one layer of a pull. */
    record Part(String id, Instant started, Instant at, long current, long total, boolean completed) {}

    private final Digest digest;
    private final String name;
    private final List<Digest> inputs;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private State state = State.DECLARED;
    private int number;
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private String error = "";
    private String reason = "";

    Step(Digest digest, String name, List<Digest> inputs) {
        this.digest = digest;
        this.name = Printable.plainText(name);
        this.inputs = inputs;
    }

    Digest digest() {
        return digest;
    }

    String name() {
        return name;
    }

    List<Digest> inputs() {
        return inputs;
    }

    State state() {
        return state;
    }

    /** Counts the steps in the order in which they began; 0 before. */
    int number() {
        return number;
    }

    Optional<Instant> started() {
        return started;
    }

    Optional<Instant> ended() {
        return ended;
    }

    String error() {
        return error;
    }

    /** Why it runs; empty when that was not told. */
    String reason() {
        return reason;
    }

    Map<String, Part> parts() {
        return parts;
    }

    boolean isEnded() {
        return ended.isPresent();
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    /** How long it has run, up to now if it still does. */
    Duration elapsed(Instant now) {
        return started.isPresent() ? Duration.between(started.get(), ended.orElse(now)) : Duration.ZERO;
    }

    void begin(int itsNumber, Instant at) {
        if (number == 0) {
            number = itsNumber;
            started = Optional.of(at);
            state = State.RUNNING;
        }
    }

    void end(State how, Instant at, String why) {
        state = how;
        ended = Optional.of(at);
        error = why;
    }

    void because(String why) {
        reason = why;
    }

    void part(String id, Instant at, long current, long total, boolean completed) {
        Part before = parts.get(id);
        parts.put(id, new Part(id, before == null ? at : before.started(), at, current, total, completed));
    }
}
