// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;
import java.util.List;

/** Names the steps of one stage as buildx does: {@code [builder 2/5] RUN make}. */
final class StepNames {
    private final String prefix;
    private int total;
    private int index;

    private StepNames(String prefix, int total) {
        this.prefix = prefix;
        this.total = total;
    }

    /**
     * Names for a stage.
     *
     * @param label the stage's name, empty for the only stage of a file
     * @param first the platform or target to tell, or empty
     * @param hasBase whether FROM is a step of its own: not of a stage, not of scratch
     */
    static StepNames of(Stage stage, String label, String first, boolean hasBase) {
        int steps = (hasBase ? 1 : 0) + count(stage.instructions());
        String prefix = (first.isEmpty() ? "" : first + " ") + (label.isEmpty() ? "" : label + " ");
        return new StepNames(prefix, steps);
    }

    /** Triggers of the base run as well; what was named before keeps the total that it has, as with BuildKit. */
    void add(List<Instruction> triggers) {
        total += count(triggers);
    }

    private static int count(List<Instruction> instructions) {
        int steps = 0;
        for (Instruction instruction : instructions) {
            if (isStep(instruction)) {
                steps++;
            }
        }
        return steps;
    }

    private static boolean isStep(Instruction instruction) {
        return instruction instanceof Instruction.Add
                || instruction instanceof Instruction.Copy
                || instruction instanceof Instruction.Run
                || instruction instanceof Instruction.Workdir;
    }

    /** The name of the next step. */
    String next(String text) {
        if (total == 0) {
            return text;
        }
        index++;
        String number = Integer.toString(index);
        String all = Integer.toString(total);
        return "[" + prefix + " ".repeat(Math.max(0, all.length() - number.length())) + number + "/" + all + "] "
                + text;
    }

    /** For a name that tells a file's content in short: its first line. */
    static String summary(String content) {
        List<String> lines = content.strip().lines().toList();
        String first = lines.isEmpty() ? "" : lines.getFirst();
        return lines.size() > 1 || first.length() > 50
                ? first.substring(0, Math.min(50, first.length())) + "..."
                : first;
    }
}
