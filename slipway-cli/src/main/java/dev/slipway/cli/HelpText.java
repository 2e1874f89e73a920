// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Writes help from the tables. */
final class HelpText {
    private static final int WIDTH = 100;
    private static final int MAX_LEFT = 34;

    private HelpText() {}

    /** What {@code slipway --help} prints: one screen. */
    static String program() {
        StringBuilder out = new StringBuilder("Usage: slipway [OPTIONS] COMMAND\n");
        out.append("Builds container images from Dockerfiles, without a daemon.\nCommands:\n");
        int left = 0;
        for (String name : Commands.NAMES) {
            left = Math.max(left, name.length());
        }
        for (String name : Commands.NAMES) {
            row(
                    out,
                    "  " + name,
                    left + 4,
                    Commands.find(name).orElseThrow().spec().summary());
        }
        out.append("\nOptions:\n");
        row(out, "  -h, --help", 19, "print this, or the help of a command");
        row(out, "  -v, --version", 19, "print the version");
        row(out, "  -D, --debug", 19, "print stack traces with errors (or: SLIPWAY_DEBUG=1)");
        out.append("\nRun \"slipway help COMMAND\" for its options, \"slipway help exit-codes\" for what the exit ");
        out.append("status says.\n");
        return out.toString();
    }

    /** The help of a group such as {@code image}. */
    static String group(String word) {
        StringBuilder out = new StringBuilder("Usage: slipway " + word + " COMMAND\n\nCommands:\n");
        int left = 0;
        for (String name : Commands.groupOf(word)) {
            left = Math.max(left, name.length());
        }
        for (String name : Commands.groupOf(word)) {
            String summary =
                    Commands.find(word + " " + name).orElseThrow().spec().summary();
            row(out, "  " + name, left + 4, summary);
        }
        return out.append("\nRun \"slipway help ")
                .append(word)
                .append(" COMMAND\" for its options.\n")
                .toString();
    }

    /** The help of one command: its options by group. */
    static String command(CommandSpec spec) {
        StringBuilder out = new StringBuilder("Usage: slipway ").append(spec.name());
        if (!spec.options().isEmpty()) {
            out.append(" [OPTIONS]");
        }
        if (!spec.synopsis().isEmpty()) {
            out.append(' ').append(spec.synopsis());
        }
        out.append("\n\n").append(spec.summary()).append(".\n");
        int left = 0;
        for (Option option : spec.options()) {
            left = Math.max(left, Math.min(MAX_LEFT, left(option).length()));
        }
        for (String group : groups(spec)) {
            out.append('\n').append(group).append(":\n");
            for (Option option : spec.options()) {
                if (option.group().equals(group)) {
                    row(out, left(option), left + 2, right(option));
                }
            }
        }
        return out.toString();
    }

    /** What the exit status of the program says. */
    static String exitCodes() {
        StringBuilder out = new StringBuilder("Exit status:\n");
        for (Outcome outcome : Outcome.values()) {
            String code = Integer.toString(outcome.code());
            out.repeat(' ', 5 - code.length())
                    .append(code)
                    .append("  ")
                    .append(outcome.meaning())
                    .append('\n');
        }
        return out.append("\"slipway run\" passes on the status of the program that it ran.\n")
                .toString();
    }

    static List<String> groups(CommandSpec spec) {
        List<String> groups = new ArrayList<>();
        for (Option option : spec.options()) {
            if (!groups.contains(option.group())) {
                groups.add(option.group());
            }
        }
        return groups;
    }

    static String left(Option option) {
        StringBuilder out = new StringBuilder("  ");
        out.append(option.letter() == Option.NO_LETTER ? "    " : "-" + option.letter() + ", ")
                .append(option.dashed());
        if (!option.valueName().isEmpty()) {
            out.append(' ').append(option.valueName());
        }
        return out.toString();
    }

    private static String right(Option option) {
        StringBuilder out = new StringBuilder(option.summary());
        if (!option.fallback().isEmpty()) {
            out.append(" (default: ").append(option.fallback()).append(')');
        }
        switch (option.support()) {
            case FULL -> {}
            case LATER -> out.append(" (not there yet)");
            case ACCEPTED -> out.append(" (no effect: ").append(option.note()).append(')');
            case PARTIAL -> out.append(" (").append(option.note()).append(')');
        }
        return out.toString();
    }

    private static void row(StringBuilder out, String left, int column, String right) {
        out.append(left);
        if (left.length() > column - 2) {
            out.append('\n').repeat(' ', column);
        } else {
            out.repeat(' ', column - left.length());
        }
        int used = column;
        int from = 0;
        while (from < right.length()) {
            int blank = right.indexOf(' ', from);
            int to = blank < 0 ? right.length() : blank;
            if (used + 1 + to - from > WIDTH && used > column) {
                out.append('\n').repeat(' ', column);
                used = column;
            } else if (from > 0) {
                out.append(' ');
                used++;
            }
            out.append(right, from, to);
            used += to - from;
            from = to + 1;
        }
        out.append('\n');
    }
}
