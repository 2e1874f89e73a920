// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.progress.ProgressEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plain log has still to say of one step. */
final class PlainStep {
    private static final Duration PART_PERIOD = Duration.ofSeconds(5);
    private static final int PART_PERCENT = 5;
    // a step that floods while another is shown must not fill the memory
    private static final int MAX_WAITING = 20_000;

    private final Step step;
    private final LineBuffer buffer = new LineBuffer();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Step.Part> changed = new LinkedHashMap<>();
    private final Map<String, Step.Part> printed = new LinkedHashMap<>();
    private Optional<Instant> waitsSince = Optional.empty();
    private Instant shownSince = Instant.EPOCH;
    private int events;
    private boolean isReasonTold;
    private long leftOut;

    PlainStep(Step step) {
        this.step = step;
    }

    Step step() {
        return step;
    }

    void note(ProgressEvent event, Instant now) {
        if (waitsSince.isEmpty()) {
            waitsSince = Optional.of(now);
        }
        events++;
        if (event instanceof ProgressEvent.Output output) {
            Duration since = Duration.between(step.started().orElse(output.at()), output.at());
            for (String line : buffer.add(output.text())) {
                addOutput(since, line);
            }
        } else if (event instanceof ProgressEvent.Status) {
            changed.putAll(step.parts());
        }
    }

    private void addOutput(Duration since, String line) {
        if (lines.size() >= MAX_WAITING) {
            lines.removeFirst();
            leftOut++;
        }
        lines.add(Figures.stamp(since) + " " + Printable.colouredText(Printable.lastWritten(line)));
    }

    boolean isWaiting() {
        return waitsSince.isPresent();
    }

    int events() {
        return events;
    }

    Duration waited(Instant now) {
        return Duration.between(waitsSince.orElse(now), now);
    }

    Duration shown(Instant now) {
        return Duration.between(shownSince, now);
    }

    void beginShown(Instant now) {
        shownSince = now;
    }

    /** All that is to be said, and how the step ended if it did. */
    List<String> takeLines() {
        String prefix = "#" + step.number() + " ";
        List<String> out = new ArrayList<>();
        if (!isReasonTold && !step.reason().isEmpty()) {
            isReasonTold = true;
            out.add(prefix + "why: " + step.reason());
        }
        changed.values().forEach(part -> partLine(part).ifPresent(line -> out.add(prefix + line)));
        changed.clear();
        if (step.isEnded() && !buffer.rest().isEmpty()) {
            addOutput(step.elapsed(step.ended().orElseThrow()), buffer.takeRest());
        }
        if (leftOut > 0) {
            out.add(prefix + "... " + leftOut + " lines left out");
            leftOut = 0;
        }
        lines.forEach(line -> out.add(prefix + line));
        lines.clear();
        end().ifPresent(line -> out.add(prefix + line));
        waitsSince = Optional.empty();
        events = 0;
        return out;
    }

    private Optional<String> end() {
        return switch (step.state()) {
            case DECLARED, RUNNING -> Optional.empty();
            case CACHED -> Optional.of("CACHED");
            case DONE ->
                Optional.of("DONE " + Figures.seconds(step.elapsed(step.ended().orElseThrow()), 1) + "s");
            case FAILED -> Optional.of("ERROR: " + step.error());
            case CANCELLED -> Optional.of("CANCELED");
        };
    }

    // as BuildKit: at 5 % or 5 s since the last line, and when the part is done
    private Optional<String> partLine(Step.Part part) {
        Step.Part last = printed.get(part.id());
        if (part.equals(last)) {
            return Optional.empty();
        }
        if (last != null && !part.completed()) {
            boolean isFurther =
                    part.total() > 0 && (part.current() - last.current()) * 100 >= PART_PERCENT * part.total();
            boolean isLater = Duration.between(last.at(), part.at()).compareTo(PART_PERIOD) >= 0;
            if (!isFurther && !isLater) {
                return Optional.empty();
            }
        }
        printed.put(part.id(), part);
        StringBuilder line = new StringBuilder(part.id());
        String progress = Figures.progress(part);
        if (!progress.isEmpty()) {
            line.append(' ').append(progress);
        }
        Duration time = Duration.between(part.started(), part.at());
        if (time.toMillis() > 10) {
            line.append(' ').append(Figures.seconds(time, 1)).append('s');
        }
        return Optional.of(line.append(part.completed() ? " done" : "").toString());
    }
}
