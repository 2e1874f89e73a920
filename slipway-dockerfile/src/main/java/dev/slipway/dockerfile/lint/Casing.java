// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules on upper and lower case of keywords. */
final class Casing {
    private final Findings findings;

    Casing(Findings findings) {
        this.findings = findings;
    }

    void check(List<Stage> stages) {
        List<Instruction> instructions = new ArrayList<>();
        for (Stage stage : stages) {
            as(stage.from());
            instructions.add(stage.from());
            instructions.addAll(stage.instructions());
        }
        int balance = 0;
        for (Instruction instruction : instructions) {
            String written = written(instruction);
            balance += isUpper(written) ? 1 : isLower(written) ? -1 : 0;
        }
        for (Instruction instruction : instructions) {
            majority(instruction, balance < 0);
        }
    }

    private void majority(Instruction instruction, boolean lower) {
        String written = written(instruction);
        if (lower ? !isLower(written) : !isUpper(written)) {
            SourceSpan span = instruction.span();
            findings.add(
                    Rule.CONSISTENT_INSTRUCTION_CASING,
                    "Command '" + written + "' should match the case of the command majority ("
                            + (lower ? "lowercase" : "uppercase") + ")",
                    keyword(instruction),
                    span);
        }
    }

    private void as(Instruction.From from) {
        String written = written(from);
        if (from.name().isEmpty() || !(isUpper(written) || isLower(written))) {
            return;
        }
        SourceFile file = from.span().file();
        int end = from.name().get().span().start();
        while (end > from.base().span().end() && !Character.isLetter(file.at(end - 1))) {
            end--;
        }
        int start = Math.max(from.base().span().end(), end - 2);
        String as = file.text(start, end);
        if (as.equalsIgnoreCase("as") && (isUpper(written) ? !isUpper(as) : !isLower(as))) {
            findings.add(
                    Rule.FROM_AS_CASING,
                    "'" + as + "' and '" + written + "' keywords' casing do not match",
                    file.span(start, end),
                    from.span());
        }
    }

    static String written(Instruction instruction) {
        return instruction.original().substring(0, instruction.keyword().length());
    }

    static SourceSpan keyword(Instruction instruction) {
        SourceSpan span = instruction.span();
        int end = Math.min(span.end(), span.start() + instruction.keyword().length());
        return span.file().span(span.start(), end);
    }

    private static boolean isUpper(String text) {
        return text.equals(text.toUpperCase(Locale.ROOT));
    }

    private static boolean isLower(String text) {
        return text.equals(text.toLowerCase(Locale.ROOT));
    }
}
