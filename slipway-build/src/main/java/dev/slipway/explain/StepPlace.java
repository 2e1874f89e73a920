// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.text.UrlCredentials;

/**
 * Where a step stands, as far as that says which step it is in another build.
 *
 * @param group the stage with what stands before it, as {@code builder} in {@code [builder 2/5] RUN make}; else empty
 * @param text the instruction as it is written, without the values of variables
 */
public record StepPlace(String group, String text) {
    private static final int LONGEST = 400;
    private static final int LONGEST_NAME = 120;

    /** @param prefix what the names of all steps begin with, such as the name of a target; may be empty */
    static StepPlace of(Step step, String prefix) {
        return new StepPlace(group(step.name(), prefix), clipped(text(step)));
    }

    /**
     * The name of a step with the instruction as it is written: the progress shows the values of variables, which may be
     * secret.
     */
    public static String name(Step step) {
        String name = step.name();
        int end = name.startsWith("[") ? name.indexOf("] ") + 2 : 0;
        return step.label().at().isPresent() ? name.substring(0, Math.max(0, end)) + line(text(step)) : name;
    }

    // in one line, without the marks of continued lines and what is written below in a heredoc
    private static String line(String text) {
        StringBuilder out = new StringBuilder();
        for (String line : text.lines().toList()) {
            boolean goesOn = line.endsWith("\\") || line.endsWith("`");
            out.append(out.isEmpty() ? "" : " ").append((goesOn ? line.substring(0, line.length() - 1) : line).strip());
            if (!goesOn || out.length() > LONGEST_NAME) {
                break;
            }
        }
        return out.length() <= LONGEST_NAME ? out.toString() : out.substring(0, LONGEST_NAME) + "...";
    }

    private static String group(String name, String prefix) {
        int end = name.indexOf(']');
        if (!name.startsWith("[") || end < 0) {
            return "";
        }
        String inside = name.substring(1, end);
        int blank = inside.lastIndexOf(' ');
        String last = inside.substring(blank + 1);
        String group = last.indexOf('/') > 0 && Character.isDigit(last.charAt(0))
                ? inside.substring(0, Math.max(0, blank)).strip()
                : inside;
        if (prefix.isEmpty() || !group.startsWith(prefix)) {
            return group;
        }
        return group.substring(prefix.length()).strip();
    }

    private static String text(Step step) {
        if (step.label().at().isPresent()) {
            return UrlCredentials.hidden(step.label().at().get().text());
        }
        // the name has the digest in it
        return step.op() instanceof Op.Image image ? "FROM " + image.reference() : step.name();
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** The first word, such as {@code RUN}. */
    static String keyword(String text) {
        int blank = 0;
        while (blank < text.length() && !Character.isWhitespace(text.charAt(blank))) {
            blank++;
        }
        return text.substring(0, blank);
    }
}
