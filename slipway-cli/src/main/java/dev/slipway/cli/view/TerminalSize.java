// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How large the terminal is. Java cannot ask the terminal itself, so {@code stty} does, now and then, and never for a build
 * that is over before the first picture is drawn.
 */
final class TerminalSize {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int WIDTH = 80;
    private static final int HEIGHT = 24;

    /** Columns and lines. */
    record Size(int width, int height) {}

    private final int fixedWidth;
    private final int fixedHeight;
    private Size known;
    private Instant askedAt = Instant.MIN;

    /** @param environment {@code COLUMNS} and {@code LINES} overrule the terminal */
    TerminalSize(Map<String, String> environment) {
        this.fixedWidth = number(environment.getOrDefault("COLUMNS", ""));
        this.fixedHeight = number(environment.getOrDefault("LINES", ""));
        this.known = new Size(fixedWidth > 0 ? fixedWidth : WIDTH, fixedHeight > 0 ? fixedHeight : HEIGHT);
    }

    /** The size that was last heard of. */
    synchronized Size last() {
        return known;
    }

    /** Asks again if that is long ago. Takes some milliseconds then. */
    void refresh(Instant now) {
        if ((fixedWidth > 0 && fixedHeight > 0)
                || Duration.between(askedAt, now).compareTo(PERIOD) < 0) {
            return;
        }
        askedAt = now;
        String[] answer = ask().strip().split(" ", 2);
        int height = number(answer[0]);
        int width = answer.length == 2 ? number(answer[1]) : 0;
        synchronized (this) {
            known = new Size(
                    fixedWidth > 0 ? fixedWidth : width > 0 ? width : known.width(),
                    fixedHeight > 0 ? fixedHeight : height > 0 ? height : known.height());
        }
    }

    private static String ask() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                boolean isOver = process.waitFor(1, TimeUnit.SECONDS);
                return isOver ? new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII) : "";
            } finally {
                process.destroy();
            }
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static int number(String text) {
        try {
            return Math.clamp(Integer.parseInt(text), 0, 10_000);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
