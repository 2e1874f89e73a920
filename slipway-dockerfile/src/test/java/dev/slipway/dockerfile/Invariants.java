// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.ignore.IgnoreFile;
import dev.slipway.dockerfile.words.Expanded;
import dev.slipway.dockerfile.words.Variables;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for any input whatever. */
final class Invariants {
    private static final Variables VARIABLES = Variables.of(Map.of("A", "a.b.c/d", "B", "", "LONG", "ab".repeat(50)));

    private Invariants() {}

    static void ofDockerfile(byte[] input) {
        SourceFile source = SourceFile.of("Dockerfile", input);

        Parsed<Dockerfile> parsed = DockerfileParser.parse(source);

        render(parsed.diagnostics());
        assertThat(Tree.of(parsed.value())).isNotEmpty();
        assertThat(parsed.hasErrors() || !parsed.value().stages().isEmpty()).isTrue();
        for (Stage stage : parsed.value().stages()) {
            int last = stage.from().span().end();
            for (Instruction instruction : stage.instructions()) {
                assertThat(instruction.span().start()).isGreaterThanOrEqualTo(last);
                last = instruction.span().end();
                inner(instruction, parsed.value().directives().escape());
            }
        }
    }

    private static void inner(Instruction instruction, char escape) {
        switch (instruction) {
            case Instruction.Env env -> env.pairs().forEach(pair -> ofWord(pair.value(), escape));
            case Instruction.Run run ->
                run.flags().mounts().forEach(mount -> {
                    Parsed<Optional<RunMount>> resolved = mount.resolve(Word::raw);
                    render(resolved.diagnostics());
                    assertThat(resolved.value().isPresent()).isNotEqualTo(resolved.hasErrors());
                });
            case Instruction.Onbuild onbuild ->
                render(DockerfileParser.parseInstruction(
                                SourceFile.of("ONBUILD", onbuild.trigger().text()), '\\')
                        .diagnostics());
            default -> {}
        }
    }

    static void ofWord(Word word, char escape) {
        for (WordExpander expander : List.of(WordExpander.ofWords(escape), WordExpander.ofHeredocs())) {
            Expanded expanded = expander.expand(word, VARIABLES);
            expanded.problem().ifPresent(problem -> render(List.of(problem)));
            assertThat(expanded.words()).doesNotContain("");
        }
    }

    static void ofWord(String text) {
        SourceFile source = SourceFile.of("Dockerfile", text);
        ofWord(new Word(source.text(), source.span(0, source.length())), '\\');
    }

    static void ofIgnoreFile(byte[] input) {
        var parsed = IgnoreFile.parse(SourceFile.of(".dockerignore", input));
        render(parsed.diagnostics());
        for (String path : List.of("a", "a/b", "a/b/c.go", "README.md", "x y/\u00FC")) {
            var verdict = parsed.value().root();
            boolean pruned = false;
            for (String part : path.split("/", -1)) {
                pruned |= verdict.prunes();
                verdict = verdict.child(part);
            }
            assertThat(verdict.excluded()).isEqualTo(parsed.value().excludes(path));
            assertThat(pruned && !verdict.excluded()).isFalse();
        }
    }

    // spans check themselves when they are made; rendering looks at every line and column
    private static void render(List<Diagnostic> diagnostics) {
        assertThat(DiagnosticRenderer.render(diagnostics)).isNotNull();
    }
}
