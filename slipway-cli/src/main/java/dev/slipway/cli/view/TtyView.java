// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.progress.ProgressEvent;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A picture of the build on a terminal, drawn over and over in the same place. Each picture is one write between the marks
 * for synchronised output, and lines are overwritten rather than erased first, so nothing flickers.
 */
final class TtyView implements Ticking.Refreshable {
    private static final String ESC = "\u001b[";
    private static final String BEGIN = ESC + "?2026h";
    private static final String END = ESC + "?2026l";
    private static final String HIDE_CURSOR = ESC + "?25l";
    private static final String SHOW_CURSOR = ESC + "?25h";
    private static final String ERASE_REST_OF_LINE = ESC + "K";
    private static final String ERASE_BELOW = ESC + "J";

    private final PrintStream out;
    private final InstantSource clock;
    private final TerminalSize size;
    private final Style style;
    private final Trace trace = new Trace();
    private final Map<Step, Tail> tails = new HashMap<>();
    private Optional<Thread> cursorGuard = Optional.empty();
    private int drawnLines;
    private boolean isClosed;

    TtyView(PrintStream out, InstantSource clock, TerminalSize size, Style style) {
        this.out = out;
        this.clock = clock;
        this.size = size;
        this.style = style;
    }

    @Override
    public synchronized void accept(ProgressEvent event) {
        Optional<Step> step = trace.apply(event);
        if (event instanceof ProgressEvent.Output output) {
            step.ifPresent(
                    known -> tails.computeIfAbsent(known, _ -> new Tail()).add(output.text()));
        }
        step.filter(Step::isEnded).ifPresent(tails::remove);
    }

    @Override
    public void refresh() {
        // not under the lock: steps must not wait for stty
        size.refresh(clock.instant());
        draw();
    }

    private synchronized void draw() {
        if (isClosed || trace.begun().isEmpty()) {
            return;
        }
        if (cursorGuard.isEmpty()) {
            hideCursor();
        }
        TerminalSize.Size now = size.last();
        Frame frame = new Frame(trace, tails, style, now.width(), clock.instant());
        // the last line of the screen stays free, or each picture would scroll it by one
        draw(frame.live(Math.max(1, now.height() - 1)));
    }

    private void draw(List<String> lines) {
        StringBuilder picture = new StringBuilder(BEGIN);
        if (drawnLines > 0) {
            picture.append(ESC).append(drawnLines).append('A');
        }
        picture.append('\r');
        for (String line : lines) {
            picture.append(line).append(ERASE_REST_OF_LINE).append('\n');
        }
        picture.append(ERASE_BELOW).append(END);
        drawnLines = lines.size();
        out.print(picture);
        out.flush();
    }

    // whatever ends the process, Ctrl-C among it, the cursor comes back
    private void hideCursor() {
        Thread guard = new Thread(this::showCursor, "cursor");
        try {
            Runtime.getRuntime().addShutdownHook(guard);
            cursorGuard = Optional.of(guard);
            out.print(HIDE_CURSOR);
        } catch (IllegalStateException _) {
            // the process is about to end
            isClosed = true;
        }
    }

    private void showCursor() {
        out.print(SHOW_CURSOR);
        out.flush();
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        if (!trace.begun().isEmpty()) {
            draw(new Frame(trace, tails, style, size.last().width(), clock.instant()).last());
        }
        isClosed = true;
        if (cursorGuard.isPresent()) {
            showCursor();
            try {
                Runtime.getRuntime().removeShutdownHook(cursorGuard.get());
            } catch (IllegalStateException _) {
                // it runs already
            }
        }
        out.print(WarningText.of(trace.warnings()));
        out.flush();
    }
}
