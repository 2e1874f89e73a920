// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import dev.slipway.dockerfile.words.Word;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads HEALTHCHECK. */
final class HealthcheckParser {
    private static final Map<String, Flags.Kind> FLAGS = Map.of(
            "interval", Flags.Kind.TEXT,
            "timeout", Flags.Kind.TEXT,
            "start-period", Flags.Kind.TEXT,
            "start-interval", Flags.Kind.TEXT,
            "retries", Flags.Kind.TEXT);
    private static final Instruction.HealthTiming NO_TIMING = new Instruction.HealthTiming(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    private final Problems problems;

    HealthcheckParser(Problems problems) {
        this.problems = problems;
    }

    Optional<Instruction> healthcheck(Source source) {
        Statement statement = source.statement();
        if (!statement.hasArguments()) {
            problems.error(
                    "HEALTHCHECK requires at least one argument", "expected NONE or CMD", statement.keywordSpan());
            return Optional.empty();
        }
        LogicalLine line = statement.line();
        int typeEnd = statement.start();
        while (typeEnd < statement.end() && !Blanks.isSpace(line.text().charAt(typeEnd))) {
            typeEnd++;
        }
        Word type = line.word(statement.start(), typeEnd);
        int rest = Blanks.skip(line.text(), typeEnd, statement.end());
        return switch (type.raw().toUpperCase(Locale.ROOT)) {
            case "NONE" -> none(source, rest);
            case "CMD" -> command(source, type, rest);
            default -> {
                problems.error(
                        "Unknown type \"" + type.raw() + "\" in HEALTHCHECK", "expected NONE or CMD", type.span());
                yield Optional.empty();
            }
        };
    }

    // flags are not looked at here, as in BuildKit
    private Optional<Instruction> none(Source source, int rest) {
        Statement statement = source.statement();
        if (rest < statement.end()) {
            problems.error(
                    "HEALTHCHECK NONE takes no arguments",
                    "remove this, or write CMD instead of NONE",
                    statement.line().span(rest, statement.end()));
        }
        return Optional.of(new Instruction.Healthcheck(Optional.empty(), NO_TIMING, source.span(), source.original()));
    }

    private Optional<Instruction> command(Source source, Word type, int rest) {
        Statement statement = source.statement();
        Flags flags = Flags.check(statement, FLAGS, problems);
        Optional<Command> command = Commands.read(statement, rest, problems);
        boolean empty = command.isPresent() && Commands.isEmpty(command.get());
        if (empty) {
            problems.error("Missing command after HEALTHCHECK CMD", "add the command to run", type.span());
        }
        Instruction.HealthTiming timing = new Instruction.HealthTiming(
                duration(flags, "interval"),
                duration(flags, "timeout"),
                duration(flags, "start-period"),
                duration(flags, "start-interval"),
                retries(flags));
        return Optional.of(new Instruction.Healthcheck(command, timing, source.span(), source.original()));
    }

    private Optional<Duration> duration(Flags flags, String name) {
        Optional<Word> word = flags.text(name).filter(value -> !value.raw().isEmpty());
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = GoDuration.parse(word.get().raw());
        if (duration.isEmpty()) {
            problems.error(
                    "invalid duration \"" + word.get().raw() + "\"",
                    "expected such as 30s or 1m30s",
                    word.get().span());
            return Optional.empty();
        }
        if (!duration.get().isZero() && duration.get().compareTo(Duration.ofMillis(1)) < 0) {
            problems.error(
                    "Interval \"" + name + "\" cannot be less than 1ms",
                    "expected such as 30s",
                    word.get().span());
        }
        return duration.filter(value -> !value.isZero());
    }

    private OptionalInt retries(Flags flags) {
        Optional<Word> word = flags.text("retries").filter(value -> !value.raw().isEmpty());
        if (word.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int retries = Integer.parseInt(word.get().raw());
            if (retries >= 0) {
                return OptionalInt.of(retries);
            }
            problems.error(
                    "--retries cannot be negative (" + retries + ")",
                    "expected a number from 0 on",
                    word.get().span());
        } catch (NumberFormatException _) {
            problems.error(
                    "invalid number \"" + word.get().raw() + "\" for --retries",
                    "expected a number from 0 on",
                    word.get().span());
        }
        return OptionalInt.empty();
    }
}
