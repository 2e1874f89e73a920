// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.HeredocWords;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads COPY and ADD. */
final class CopyParser {
    private static final Map<String, Flags.Kind> COPY = Map.of(
            "from", Flags.Kind.TEXT,
            "chown", Flags.Kind.TEXT,
            "chmod", Flags.Kind.TEXT,
            "link", Flags.Kind.BOOLEAN,
            "parents", Flags.Kind.BOOLEAN,
            "exclude", Flags.Kind.TEXTS);
    private static final Map<String, Flags.Kind> ADD = Map.of(
            "chown", Flags.Kind.TEXT,
            "chmod", Flags.Kind.TEXT,
            "link", Flags.Kind.BOOLEAN,
            "keep-git-dir", Flags.Kind.BOOLEAN,
            "checksum", Flags.Kind.TEXT,
            "unpack", Flags.Kind.BOOLEAN,
            "exclude", Flags.Kind.TEXTS);

    private final Problems problems;

    CopyParser(Problems problems) {
        this.problems = problems;
    }

    Optional<Instruction> copy(Source source) {
        Flags flags = Flags.check(source.statement(), COPY, problems);
        Optional<Word> from = flags.text("from");
        from.filter(word -> word.raw().indexOf('$') >= 0)
                .ifPresent(word -> problems.error(
                        "variable expansion is not supported for --from",
                        "define a stage with FROM " + word.raw() + " AS NAME, and copy from NAME",
                        word.span()));
        return transfer(source, flags)
                .map(transfer -> new Instruction.Copy(
                        transfer, from, flags.bool("parents").orElse(false), source.span(), source.original()));
    }

    Optional<Instruction> add(Source source) {
        Flags flags = Flags.check(source.statement(), ADD, problems);
        return transfer(source, flags)
                .map(transfer -> new Instruction.Add(
                        transfer,
                        flags.text("checksum"),
                        flags.bool("keep-git-dir"),
                        flags.bool("unpack"),
                        source.span(),
                        source.original()));
    }

    private Optional<Instruction.Transfer> transfer(Source source, Flags flags) {
        Statement statement = source.statement();
        int before = problems.errors();
        List<Word> words = Commands.list(statement, problems);
        if (words.size() < 2) {
            if (problems.errors() == before) {
                problems.add(tooFew(statement, words));
            }
            return Optional.empty();
        }
        Word destination = words.getLast();
        if (HeredocWords.of(destination.raw()).isPresent()) {
            problems.error(
                    statement.keyword() + " cannot accept a heredoc as a destination",
                    "add the path of the file to write",
                    destination.span());
            return Optional.empty();
        }
        List<Instruction.CopySource> sources = new ArrayList<>();
        for (Word word : words.subList(0, words.size() - 1)) {
            sources.add(source(word, source.heredocs()));
        }
        List<Word> excludes = new ArrayList<>();
        flags.texts("exclude").forEach(flag -> excludes.add(flag.value()));
        return Optional.of(new Instruction.Transfer(
                sources,
                destination,
                flags.text("chown"),
                flags.text("chmod"),
                flags.bool("link").orElse(false),
                excludes));
    }

    private static Diagnostic tooFew(Statement statement, List<Word> words) {
        String summary = statement.keyword() + " requires at least two arguments, but "
                + (words.isEmpty() ? "none was" : "only one was") + " provided";
        return Diagnostic.error(
                summary + ": destination could not be determined",
                "expected " + statement.keyword() + " SOURCE... DESTINATION",
                words.isEmpty() ? statement.keywordSpan() : words.getFirst().span());
    }

    private static Instruction.CopySource source(Word word, List<Heredoc> heredocs) {
        if (word.raw().indexOf("<<") < 0) {
            return new Instruction.CopySource.Path(word);
        }
        return HeredocWords.of(word.raw())
                .<Instruction.CopySource>map(found -> new Instruction.CopySource.Inline(body(found, word, heredocs)))
                .orElseGet(() -> new Instruction.CopySource.Path(word));
    }

    // in JSON form there are no bodies; the file is empty then, as with BuildKit
    private static Heredoc body(HeredocWords.Found found, Word word, List<Heredoc> heredocs) {
        Heredoc last = new Heredoc(found.name(), "", found.expand(), found.chomp(), found.descriptor(), word.span());
        for (Heredoc heredoc : heredocs) {
            if (heredoc.name().equals(found.name())) {
                last = new Heredoc(
                        found.name(),
                        heredoc.content(),
                        found.expand(),
                        found.chomp(),
                        found.descriptor(),
                        word.span());
            }
        }
        return last;
    }
}
