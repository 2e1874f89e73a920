// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads FROM. */
final class FromParser {
    private static final Map<String, Flags.Kind> FLAGS = Map.of("platform", Flags.Kind.TEXT);

    private final Problems problems;

    FromParser(Problems problems) {
        this.problems = problems;
    }

    Optional<Instruction> from(Source source) {
        Statement statement = source.statement();
        Flags flags = Flags.check(statement, FLAGS, problems);
        List<Word> words = statement.delimited();
        boolean named = words.size() == 3 && words.get(1).raw().equalsIgnoreCase("as");
        if (words.size() != 1 && !named) {
            problems.add(wrongCount(statement, words));
            return Optional.empty();
        }
        Optional<Located> name = named ? Optional.of(name(words.get(2))) : Optional.empty();
        return Optional.of(new Instruction.From(
                words.getFirst(), flags.text("platform"), name, source.comments(), source.span(), source.original()));
    }

    private static Diagnostic wrongCount(Statement statement, List<Word> words) {
        String summary = "FROM requires either one or three arguments";
        if (words.isEmpty()) {
            return Diagnostic.error(summary, "expected FROM IMAGE [AS NAME]", statement.keywordSpan());
        }
        boolean lacksAs = words.size() == 3;
        Word wrong = words.get(1);
        return Diagnostic.error(
                summary,
                lacksAs ? "expected AS here" : "expected FROM IMAGE [AS NAME]",
                lacksAs ? wrong.span() : wrong.span().to(words.getLast().span()));
    }

    private Located name(Word word) {
        if (!isValid(word.raw())) {
            problems.error(
                    "invalid name for build stage: \"" + word.raw()
                            + "\", name can't start with a number or contain symbols",
                    "expected a letter, then letters, digits, '-', '_' or '.'",
                    word.span());
        }
        return new Located(word.raw(), word.span());
    }

    private static boolean isValid(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
