// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.progress.ProgressEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log that buildx prints with {@code --progress=plain}: {@code #7 [stage 2/3] RUN make}, {@code #7 0.123 output},
 * {@code #7 DONE 1.2s}. It stays with one step for a while rather than mixing the lines of steps that run at once.
 */
final class PlainView implements Ticking.Refreshable {
    private static final Duration FLUSH_PERIOD = Duration.ofMillis(100);
    // the numbers of BuildKit's printer: how long it stays with one step, and how long another may wait at most
    private static final Duration STAY = Duration.ofSeconds(5);
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final PrintStream out;
    private final InstantSource clock;
    private final Trace trace = new Trace();
    private final Map<Step, PlainStep> entries = new LinkedHashMap<>();
    private Optional<PlainStep> current = Optional.empty();
    private Instant lastFlush = Instant.MIN;
    private boolean isFirst = true;
    private boolean isClosed;

    PlainView(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void accept(ProgressEvent event) {
        if (isClosed) {
            return;
        }
        trace.apply(event)
                .filter(step -> step.number() > 0)
                .ifPresent(step -> entries.computeIfAbsent(step, PlainStep::new).note(event, clock.instant()));
        if (Duration.between(lastFlush, clock.instant()).compareTo(FLUSH_PERIOD) >= 0) {
            flush();
        }
    }

    @Override
    public synchronized void refresh() {
        if (isClosed) {
            return;
        }
        flush();
        // nothing is being shown, and nothing happens: say what is still at work
        if (current.isEmpty()) {
            entries.values().stream()
                    .filter(entry -> entry.step().isRunning())
                    .findFirst()
                    .ifPresent(this::print);
            out.flush();
        }
    }

    private void flush() {
        lastFlush = clock.instant();
        boolean currentEnded = current.filter(entry -> entry.step().isEnded()).isPresent();
        printEnded();
        printRunning(currentEnded);
        out.flush();
    }

    private void printEnded() {
        List<PlainStep> ended = new ArrayList<>();
        for (PlainStep entry : entries.values()) {
            if (entry.isWaiting() && entry.step().isEnded()) {
                ended.add(entry);
            }
        }
        ended.sort((a, b) ->
                a.step().ended().orElseThrow().compareTo(b.step().ended().orElseThrow()));
        current.filter(ended::remove).ifPresent(this::print);
        ended.forEach(this::print);
    }

    private void printRunning(boolean currentEnded) {
        List<PlainStep> waiting = new ArrayList<>();
        for (PlainStep entry : entries.values()) {
            if (entry.isWaiting()) {
                waiting.add(entry);
            }
        }
        if (waiting.isEmpty()) {
            return;
        }
        current.filter(waiting::remove).ifPresent(this::print);
        if (waiting.isEmpty()) {
            return;
        }
        PlainStep busiest = waiting.getFirst();
        boolean isOverdue = false;
        Instant now = clock.instant();
        for (PlainStep entry : waiting) {
            busiest = entry.events() > busiest.events() ? entry : busiest;
            isOverdue |= entry.waited(now).compareTo(MAX_WAIT) > 0;
        }
        boolean hasStayed =
                current.filter(entry -> entry.shown(now).compareTo(STAY) < 0).isEmpty();
        if (current.isEmpty() || currentEnded || isOverdue || hasStayed) {
            print(busiest);
        }
    }

    private void print(PlainStep entry) {
        if (current.filter(shown -> shown == entry).isEmpty()) {
            current.ifPresent(shown -> out.println("#" + shown.step().number() + " ..."));
            if (!isFirst) {
                out.println();
            }
            isFirst = false;
            out.println("#" + entry.step().number() + " " + entry.step().name());
            entry.beginShown(clock.instant());
        }
        entry.takeLines().forEach(out::println);
        current = entry.step().isEnded() ? Optional.empty() : Optional.of(entry);
        if (entry.step().isEnded()) {
            entries.remove(entry.step());
        }
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        // what still runs was cut off; its last lines are shown all the same
        flush();
        entries.values().stream().filter(PlainStep::isWaiting).toList().forEach(this::print);
        out.print(WarningText.of(trace.warnings()));
        out.flush();
        isClosed = true;
    }
}
