// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Draws one picture of a build: a line on the whole, then the steps; the running ones with their parts and last output.
 * A picture is a list of lines, none wider than the terminal.
 */
final class Frame {
    private static final int MIN_NAME = 12;
    private static final int MAX_PARTS = 8;

    private final Trace trace;
    private final Map<Step, Tail> tails;
    private final Style style;
    private final int width;
    private final Instant now;

    // one column is left free: a terminal that has written the last one may wrap
    Frame(Trace trace, Map<Step, Tail> tails, Style style, int columns, Instant now) {
        this.trace = trace;
        this.tails = tails;
        this.style = style;
        this.width = Math.max(1, columns - 1);
        this.now = now;
    }

    /** The picture while steps run: at most {@code height} lines, running steps before ended ones. */
    List<String> live(int height) {
        List<String> lines = new ArrayList<>();
        lines.add(header());
        int room = Math.max(0, height - 1);
        List<Step> running = trace.begun().stream().filter(Step::isRunning).toList();
        List<Step> shown = running.subList(0, Math.min(running.size(), room));
        room -= shown.size();
        int[] details = share(shown, room);
        for (int count : details) {
            room -= count;
        }
        List<String> ended = ended();
        lines.addAll(ended.subList(Math.max(0, ended.size() - room), ended.size()));
        for (int i = 0; i < shown.size(); i++) {
            lines.add(line(shown.get(i)));
            lines.addAll(details(shown.get(i), details[i]));
        }
        return lines;
    }

    /** The picture that stays: all that was done, what was cached in one line. */
    List<String> last() {
        List<String> lines = new ArrayList<>();
        lines.add(header());
        lines.addAll(ended());
        trace.begun().stream().filter(Step::isRunning).forEach(step -> lines.add(line(step)));
        return lines;
    }

    private String header() {
        boolean hasFailed = trace.begun().stream().anyMatch(step -> step.state() == Step.State.FAILED);
        boolean isAll = trace.endedCount() == trace.declaredCount() && trace.endedCount() > 0;
        String time = Figures.seconds(Duration.between(trace.start(now), end(isAll)), 1);
        String text = "[+] Building " + time + "s (" + trace.endedCount() + "/" + trace.declaredCount() + ")"
                + (isAll && !hasFailed ? " FINISHED" : "");
        return Columns.clip(text, width);
    }

    private Instant end(boolean isAll) {
        return isAll
                ? trace.begun().stream()
                        .flatMap(step -> step.ended().stream())
                        .max(Instant::compareTo)
                        .orElse(now)
                : now;
    }

    private List<String> ended() {
        List<String> lines = new ArrayList<>();
        List<Step> cached = trace.begun().stream()
                .filter(step -> step.state() == Step.State.CACHED)
                .toList();
        for (Step step : trace.begun()) {
            if (step.isEnded() && (step.state() != Step.State.CACHED || cached.size() == 1)) {
                lines.add(line(step));
                lines.addAll(reason(step));
            } else if (!cached.isEmpty() && step == cached.getFirst()) {
                lines.add(row(" => CACHED " + cached.size() + " steps", "", "", Style.Tone.ENDED));
            }
        }
        return lines;
    }

    private String line(Step step) {
        String time = Figures.seconds(step.elapsed(now), 1) + "s";
        return switch (step.state()) {
            case DECLARED, RUNNING -> row(" => " + step.name(), "", time, Style.Tone.NORMAL);
            case CACHED -> row(" => CACHED " + step.name(), "", time, Style.Tone.ENDED);
            case DONE -> row(" => " + step.name(), "", time, Style.Tone.ENDED);
            case FAILED -> row(" => ERROR " + step.name(), "", time, Style.Tone.FAILED);
            case CANCELLED -> row(" => CANCELED " + step.name(), "", time, Style.Tone.CANCELLED);
        };
    }

    // how many lines below each running step: dealt out one by one, so that all get some before one gets many
    private int[] share(List<Step> running, int room) {
        int[] given = new int[running.size()];
        Deque<Integer> wanting = new ArrayDeque<>();
        for (int i = 0; i < given.length; i++) {
            wanting.add(i);
        }
        int left = room;
        while (left > 0 && !wanting.isEmpty()) {
            int i = wanting.remove();
            if (given[i] < wanted(running.get(i))) {
                given[i]++;
                left--;
                wanting.add(i);
            }
        }
        return given;
    }

    private int wanted(Step step) {
        Tail tail = tails.get(step);
        return reason(step).size()
                + parts(step).size()
                + (tail == null ? 0 : tail.last(Tail.MAX_LINES).size());
    }

    private List<String> details(Step step, int count) {
        List<String> lines = new ArrayList<>(count > 0 ? reason(step) : List.of());
        List<Step.Part> parts = parts(step);
        int room = Math.max(0, count - lines.size());
        for (Step.Part part : parts.subList(Math.max(0, parts.size() - room), parts.size())) {
            String time = Figures.seconds(Duration.between(part.started(), part.completed() ? part.at() : now), 1);
            Style.Tone tone = part.completed() ? Style.Tone.ENDED : Style.Tone.NORMAL;
            lines.add(row(" => => " + part.id(), Figures.progress(part), time + "s", tone));
        }
        Tail tail = tails.get(step);
        if (tail != null && lines.size() < count) {
            for (String line : tail.last(count - lines.size())) {
                lines.add(style.apply(Style.Tone.FAINT, Columns.clip(" => => # " + line, width)));
            }
        }
        return lines;
    }

    private List<String> reason(Step step) {
        return step.reason().isEmpty()
                ? List.of()
                : List.of(style.apply(Style.Tone.FAINT, Columns.clip(" => => why: " + step.reason(), width)));
    }

    private static List<Step.Part> parts(Step step) {
        List<Step.Part> all = new ArrayList<>(step.parts().values());
        List<Step.Part> open = all.stream().filter(part -> !part.completed()).toList();
        List<Step.Part> chosen = open.isEmpty() ? all : open;
        return chosen.subList(Math.max(0, chosen.size() - MAX_PARTS), chosen.size());
    }

    private String row(String text, String middle, String right, Style.Tone tone) {
        int tail = right.isEmpty() ? 0 : Columns.of(right) + 1;
        boolean showsMiddle = !middle.isEmpty() && width - tail - Columns.of(middle) - 1 >= 2 * MIN_NAME;
        int left = width - tail - (showsMiddle ? Columns.of(middle) + 1 : 0);
        if (left < MIN_NAME) {
            return style.apply(tone, Columns.clip(text, width));
        }
        StringBuilder out = new StringBuilder(Columns.clip(text, left));
        if (showsMiddle) {
            out.append(' ').append(middle);
        }
        if (!right.isEmpty()) {
            out.repeat(' ', Math.max(1, width - Columns.of(right) - Columns.of(out.toString())))
                    .append(right);
        }
        return style.apply(tone, out.toString());
    }
}
