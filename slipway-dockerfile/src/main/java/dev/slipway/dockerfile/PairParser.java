// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.SourceSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the pairs of ENV and LABEL: {@code NAME=VALUE ...}, or the old form {@code NAME VALUE}. */
final class PairParser {
    /** A word cut at its equals sign. */
    record Halves(Word name, Word value) {}

    private final Problems problems;
    private final char escape;

    PairParser(Problems problems, char escape) {
        this.problems = problems;
        this.escape = escape;
    }

    Optional<List<Instruction.Pair>> pairs(Statement statement) {
        Flags.check(statement, Map.of(), problems);
        List<Word> words = ShellWords.split(statement, escape);
        if (words.isEmpty()) {
            problems.error(
                    statement.keyword() + " requires at least one argument",
                    "expected NAME=VALUE",
                    statement.keywordSpan());
            return Optional.empty();
        }
        if (words.getFirst().raw().indexOf('=') < 0) {
            return spaced(statement);
        }
        List<Instruction.Pair> pairs = new ArrayList<>();
        for (Word word : words) {
            int equals = word.raw().indexOf('=');
            if (equals < 0) {
                problems.error(
                        "can't find = in \"" + word.raw() + "\"",
                        "expected NAME=VALUE; put a value with blanks in quotes",
                        word.span());
            } else if (equals == 0) {
                problems.error(statement.keyword() + " names can not be blank", "expected NAME=VALUE", word.span());
            } else {
                Halves halves = halves(word, equals);
                pairs.add(new Instruction.Pair(halves.name(), halves.value()));
            }
        }
        return Optional.of(pairs);
    }

    private Optional<List<Instruction.Pair>> spaced(Statement statement) {
        LogicalLine line = statement.line();
        int nameEnd = statement.start();
        while (nameEnd < statement.end() && !Blanks.isDelimiter(line.text().charAt(nameEnd))) {
            nameEnd++;
        }
        int value = nameEnd;
        while (value < statement.end() && Blanks.isDelimiter(line.text().charAt(value))) {
            value++;
        }
        if (value == nameEnd) {
            problems.error(
                    statement.keyword() + " must have two arguments",
                    "expected NAME=VALUE",
                    statement.arguments().span());
            return Optional.empty();
        }
        return Optional.of(List.of(
                new Instruction.Pair(line.word(statement.start(), nameEnd), line.word(value, statement.end()))));
    }

    /** Cuts the word; when continuation lines were joined within it, the spans are those of the whole word. */
    static Halves halves(Word word, int equals) {
        String name = word.raw().substring(0, equals);
        String value = word.raw().substring(equals + 1);
        SourceSpan span = word.span();
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        int cut = span.start() + bytes;
        boolean exact = cut < span.end()
                && span.file().at(cut) == '='
                && span.file().text(span.start(), cut).equals(name);
        if (!exact) {
            return new Halves(new Word(name, span), new Word(value, span));
        }
        return new Halves(
                new Word(name, span.file().span(span.start(), cut)),
                new Word(value, span.file().span(cut + 1, span.end())));
    }
}
