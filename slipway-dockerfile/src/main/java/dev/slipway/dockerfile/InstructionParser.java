// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Blanks;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes instructions of statements. What is wrong is reported; then there is no instruction. */
final class InstructionParser {
    // the most used first: of two that are equally near to a misspelt word, the first is suggested
    static final List<String> KEYWORDS = List.of(
            "RUN",
            "COPY",
            "FROM",
            "ENV",
            "ARG",
            "WORKDIR",
            "ADD",
            "CMD",
            "ENTRYPOINT",
            "EXPOSE",
            "LABEL",
            "USER",
            "VOLUME",
            "HEALTHCHECK",
            "SHELL",
            "ONBUILD",
            "STOPSIGNAL",
            "MAINTAINER");

    private static final Map<String, Flags.Kind> NO_FLAGS = Map.of();

    private final Problems problems;
    private final char escape;

    InstructionParser(Problems problems, char escape) {
        this.problems = problems;
        this.escape = escape;
    }

    /** The instruction, absent exactly when an error was reported. */
    Optional<Instruction> parse(Source source) {
        int before = problems.errors();
        Optional<? extends Instruction> parsed = dispatch(source);
        return problems.errors() > before ? Optional.empty() : parsed.map(instruction -> instruction);
    }

    private Optional<? extends Instruction> dispatch(Source source) {
        return switch (source.statement().keyword()) {
            case "ADD" -> new CopyParser(problems).add(source);
            case "ARG" -> arg(source);
            case "CMD" ->
                plainCommand(source).map(command -> new Instruction.Cmd(command, source.span(), source.original()));
            case "COPY" -> new CopyParser(problems).copy(source);
            case "ENTRYPOINT" ->
                plainCommand(source)
                        .map(command -> new Instruction.Entrypoint(command, source.span(), source.original()));
            case "ENV" ->
                new PairParser(problems, escape)
                        .pairs(source.statement())
                        .map(pairs -> new Instruction.Env(pairs, source.span(), source.original()));
            case "EXPOSE" -> expose(source);
            case "FROM" -> new FromParser(problems).from(source);
            case "HEALTHCHECK" -> new HealthcheckParser(problems).healthcheck(source);
            case "LABEL" ->
                new PairParser(problems, escape)
                        .pairs(source.statement())
                        .map(pairs -> new Instruction.Label(pairs, source.span(), source.original()));
            case "MAINTAINER" ->
                single(source)
                        .map(name -> new Instruction.Maintainer(
                                new Located(name.raw(), name.span()), source.span(), source.original()));
            case "ONBUILD" -> onbuild(source);
            case "RUN" -> new RunParser(problems).run(source);
            case "SHELL" -> shell(source);
            case "STOPSIGNAL" ->
                single(source).map(word -> new Instruction.StopSignal(word, source.span(), source.original()));
            case "USER" -> single(source).map(word -> new Instruction.User(word, source.span(), source.original()));
            case "VOLUME" -> volume(source);
            case "WORKDIR" ->
                single(source).map(word -> new Instruction.Workdir(word, source.span(), source.original()));
            default -> unknown(source.statement());
        };
    }

    private Optional<Instruction> unknown(Statement statement) {
        if (statement.first() == statement.keywordEnd()) {
            problems.error(
                    "a line continuation, but no instruction", "remove it, or write an instruction", statement.span());
            return Optional.empty();
        }
        String written = statement.written();
        problems.add(Diagnostic.error("unknown instruction: " + written, statement.keywordSpan())
                .withHelp(Suggestion.didYouMean(written, KEYWORDS)));
        return Optional.empty();
    }

    private Optional<Command> plainCommand(Source source) {
        Flags.check(source.statement(), NO_FLAGS, problems);
        return Commands.read(source.statement(), source.statement().start(), problems);
    }

    // the whole rest of the line is one argument
    private Optional<Word> single(Source source) {
        Statement statement = source.statement();
        Flags.check(statement, NO_FLAGS, problems);
        if (!statement.hasArguments()) {
            problems.error(
                    statement.keyword() + " requires exactly one argument",
                    "add it after " + statement.keyword(),
                    statement.keywordSpan());
            return Optional.empty();
        }
        return Optional.of(statement.arguments());
    }

    private Optional<Instruction> arg(Source source) {
        Statement statement = source.statement();
        Flags.check(statement, NO_FLAGS, problems);
        List<Word> words = ShellWords.split(statement, escape);
        if (words.isEmpty()) {
            atLeastOne(statement);
            return Optional.empty();
        }
        List<Instruction.Declaration> declarations = new ArrayList<>();
        for (Word word : words) {
            int equals = word.raw().indexOf('=');
            if (equals == 0) {
                problems.error("ARG names can not be blank", "expected NAME=VALUE", word.span());
            } else if (equals < 0) {
                declarations.add(new Instruction.Declaration(word, Optional.empty()));
            } else {
                PairParser.Halves halves = PairParser.halves(word, equals);
                declarations.add(new Instruction.Declaration(halves.name(), Optional.of(halves.value())));
            }
        }
        return Optional.of(new Instruction.Arg(declarations, source.comments(), source.span(), source.original()));
    }

    private Optional<Instruction> expose(Source source) {
        Statement statement = source.statement();
        Flags.check(statement, NO_FLAGS, problems);
        if (!statement.hasArguments()) {
            atLeastOne(statement);
        }
        return Optional.of(new Instruction.Expose(statement.delimited(), source.span(), source.original()));
    }

    private Optional<Instruction> volume(Source source) {
        Statement statement = source.statement();
        Flags.check(statement, NO_FLAGS, problems);
        List<Word> paths = new ArrayList<>();
        for (Word word : Commands.list(statement, problems)) {
            String trimmed = word.raw();
            trimmed = trimmed.substring(Blanks.skip(trimmed, 0, trimmed.length()));
            trimmed = trimmed.substring(0, Blanks.trimEnd(trimmed, 0, trimmed.length()));
            if (trimmed.isEmpty()) {
                problems.error("VOLUME specified can not be an empty string", "expected a path", word.span());
            }
            paths.add(new Word(trimmed, word.span()));
        }
        if (paths.isEmpty() && !statement.hasArguments()) {
            atLeastOne(statement);
        } else if (paths.isEmpty()) {
            problems.error(
                    "VOLUME requires at least one argument",
                    "expected a path",
                    statement.arguments().span());
        }
        return Optional.of(new Instruction.Volume(paths, source.span(), source.original()));
    }

    private Optional<Instruction> shell(Source source) {
        Statement statement = source.statement();
        Flags.check(statement, NO_FLAGS, problems);
        if (!statement.hasArguments()) {
            atLeastOne(statement);
            return Optional.empty();
        }
        SourceSpan at = statement.arguments().span();
        JsonArray array = JsonArray.read(statement, statement.start());
        if (array instanceof JsonArray.Texts texts && !texts.items().isEmpty()) {
            return Optional.of(new Instruction.Shell(texts.strings(), source.span(), source.original()));
        }
        String expected = "expected such as [\"/bin/sh\", \"-c\"]";
        if (array instanceof JsonArray.Mixed) {
            Commands.mixed(at, problems);
        } else if (array instanceof JsonArray.Texts) {
            problems.error("SHELL requires at least one argument", expected, at);
        } else {
            problems.error("SHELL requires the arguments to be in JSON form", expected, at);
        }
        return Optional.empty();
    }

    private Optional<Instruction> onbuild(Source source) {
        Statement statement = source.statement();
        Flags.check(statement, NO_FLAGS, problems);
        if (!statement.hasArguments()) {
            atLeastOne(statement);
            return Optional.empty();
        }
        Statement trigger = Statement.split(statement.line(), statement.start());
        switch (trigger.keyword()) {
            case "ONBUILD" ->
                problems.error(
                        "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
                        "remove one of them",
                        trigger.keywordSpan());
            case "MAINTAINER", "FROM" ->
                problems.error(
                        trigger.keyword() + " isn't allowed as an ONBUILD trigger",
                        "use another instruction",
                        trigger.keywordSpan());
            default -> warnOfUnknownTrigger(trigger);
        }
        StringBuilder text = new StringBuilder(trigger.original());
        for (Heredoc heredoc : source.heredocs()) {
            text.append('\n').append(heredoc.content()).append(heredoc.name());
        }
        Located located = new Located(text.toString(), trigger.span());
        return Optional.of(new Instruction.Onbuild(located, source.span(), source.original()));
    }

    // BuildKit takes any trigger, and fails in the build that uses the image
    private void warnOfUnknownTrigger(Statement trigger) {
        if (!KEYWORDS.contains(trigger.keyword())) {
            problems.add(new Diagnostic(
                    Severity.WARNING,
                    Optional.empty(),
                    "unknown instruction: " + trigger.written() + "; builds from this image will fail",
                    Suggestion.didYouMean(trigger.written(), KEYWORDS),
                    Optional.of(trigger.keywordSpan()),
                    List.of()));
        }
    }

    private void atLeastOne(Statement statement) {
        problems.error(
                statement.keyword() + " requires at least one argument",
                "add it after " + statement.keyword(),
                statement.keywordSpan());
    }
}
