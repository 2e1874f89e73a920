// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.HeredocWords;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads Dockerfiles. Never throws: after an error it goes on at the next instruction. */
public final class DockerfileParser {
    private final SourceFile file;
    private final Problems problems = new Problems();
    private final LineReader lines;
    private final List<Instruction.Arg> globalArgs = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Instruction> current = new ArrayList<>();
    private Optional<Instruction.From> from = Optional.empty();
    private boolean sawFrom;
    private int count;

    private DockerfileParser(SourceFile file, byte[] bytes, char escape) {
        this.file = file;
        this.lines = new LineReader(file, bytes, escape, problems);
    }

    /** Reads a whole file. */
    public static Parsed<Dockerfile> parse(SourceFile source) {
        byte[] bytes = source.bytes();
        DockerfileParser parser = new DockerfileParser(source, bytes, '\\');
        parser.readAll();
        SyntaxDetector detector = new SyntaxDetector(source, bytes);
        Directives directives = new Directives(detector.syntax(), parser.lines.escape(), detector.directive("check"));
        return new Parsed<>(
                new Dockerfile(source, directives, parser.globalArgs, parser.stages), parser.problems.all());
    }

    /**
     * The frontend that the file asks for, in any of the forms in which BuildKit looks for it; reads no more than the
     * head of a Dockerfile.
     */
    public static Optional<Located> syntax(SourceFile source) {
        return new SyntaxDetector(source, source.bytes()).syntax();
    }

    /**
     * Reads one instruction that is not FROM, such as the trigger of an {@link Instruction.Onbuild} that came with a
     * base image.
     *
     * @return absent exactly when there are errors
     */
    public static Parsed<Optional<Instruction>> parseInstruction(SourceFile source, char escape) {
        DockerfileParser parser = new DockerfileParser(source, source.bytes(), escape);
        Optional<Instruction> instruction = parser.readOne();
        boolean failed = parser.problems.errors() > 0;
        return new Parsed<>(failed ? Optional.empty() : instruction, parser.problems.all());
    }

    private void readAll() {
        Optional<Source> source = nextSource();
        while (source.isPresent()) {
            count++;
            place(source.get(), parsed(source.get()));
            source = nextSource();
        }
        endStage();
        if (count == 0 && problems.errors() == 0) {
            problems.error("file with no instructions", "a Dockerfile begins with FROM", end());
        } else if (!sawFrom && problems.errors() == 0) {
            problems.error("dockerfile contains no stages to build", "add FROM", end());
        }
    }

    private SourceSpan end() {
        return file.span(file.length(), file.length());
    }

    private Optional<Instruction> readOne() {
        Optional<Source> source = nextSource();
        if (source.isEmpty()) {
            problems.error("no instruction", "expected one", end());
            return Optional.empty();
        }
        Optional<Instruction> instruction = parsed(source.get());
        Optional<Source> second = nextSource();
        if (second.isPresent()) {
            problems.error(
                    "more than one instruction",
                    "expected a single one",
                    second.get().statement().span());
        }
        if (instruction.orElse(null) instanceof Instruction.From from) {
            problems.error("FROM begins a stage", "expected an instruction within a stage", from.span());
        }
        return instruction;
    }

    private Optional<Instruction> parsed(Source source) {
        return new InstructionParser(problems, lines.escape()).parse(source);
    }

    private void place(Source source, Optional<Instruction> instruction) {
        String keyword = source.statement().keyword();
        if (keyword.equals("FROM")) {
            endStage();
            sawFrom = true;
            if (instruction.orElse(null) instanceof Instruction.From begins) {
                from = Optional.of(begins);
            }
            return;
        }
        if (!sawFrom && !keyword.equals("ARG") && InstructionParser.KEYWORDS.contains(keyword)) {
            problems.error(
                    "no build stage in current context",
                    "only ARG may stand before the first FROM",
                    source.statement().keywordSpan());
            return;
        }
        if (!sawFrom && instruction.orElse(null) instanceof Instruction.Arg arg) {
            globalArgs.add(arg);
            return;
        }
        instruction.ifPresent(current::add);
    }

    private void endStage() {
        from.ifPresent(begins -> stages.add(new Stage(
                stages.size(), begins.name().map(name -> name.text().toLowerCase(Locale.ROOT)), begins, current)));
        from = Optional.empty();
        current.clear();
    }

    private Optional<Source> nextSource() {
        Optional<LogicalLine> line = lines.nextLine();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<Located> comments = lines.takeComments();
        Statement statement = Statement.split(line.get(), 0);
        SourceSpan span = statement.span();
        List<Heredoc> heredocs = heredocs(statement);
        if (!heredocs.isEmpty()) {
            span = file.span(span.start(), Math.max(span.end(), lines.lastEnd()));
        }
        return Optional.of(new Source(statement, heredocs, comments, span));
    }

    private List<Heredoc> heredocs(Statement statement) {
        LogicalLine line = statement.line();
        if (line.text().indexOf("<<") < 0 || !mayHaveHeredocs(statement)) {
            return List.of();
        }
        List<Heredoc> heredocs = new ArrayList<>();
        for (HeredocWords.Found found : HeredocWords.in(line.text())) {
            Optional<Heredoc> heredoc = lines.heredoc(found, line);
            if (heredoc.isEmpty()) {
                problems.error(
                        "unterminated heredoc",
                        "no line below consists of " + found.name() + " alone",
                        line.span(found.start(), found.end()));
                break;
            }
            heredocs.add(heredoc.get());
        }
        return heredocs;
    }

    private static boolean mayHaveHeredocs(Statement statement) {
        return switch (statement.keyword()) {
            case "ADD", "COPY", "RUN" -> JsonArray.read(statement, statement.start()) instanceof JsonArray.None;
            case "ONBUILD" ->
                statement.hasArguments() && isTransferOrRun(Statement.split(statement.line(), statement.start()));
            default -> false;
        };
    }

    private static boolean isTransferOrRun(Statement trigger) {
        return switch (trigger.keyword()) {
            case "ADD", "COPY", "RUN" -> JsonArray.read(trigger, trigger.start()) instanceof JsonArray.None;
            default -> false;
        };
    }
}
