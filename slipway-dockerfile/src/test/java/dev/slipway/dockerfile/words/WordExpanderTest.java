// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.Golden;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordExpanderTest {
    private static final Variables VARIABLES = Variables.of(Map.of(
            "foo", "abcabc", "bar", "a.b.c", "spaced", "x y", "path", "a/b/c", "empty", "", "dollar", "$5", "two",
            "a\nb"));

    private static final Variables LONG = Variables.of(Map.of("long", "a".repeat(100_000)));

    static List<String[]> expansions() {
        return Golden.rows("expansions.txt");
    }

    static List<String[]> heredocs() {
        return Golden.rows("heredoc-expansions.txt");
    }

    static List<String[]> splits() {
        return Golden.rows("splits.txt");
    }

    private static Word word(String text) {
        SourceFile file = SourceFile.of("Dockerfile", text);
        return new Word(text, file.span(0, file.length()));
    }

    private static String shown(Expanded expanded) {
        return expanded.problem()
                .map(problem -> "error: " + problem.summary())
                .orElseGet(() -> expanded.value().isEmpty() ? "(nothing)" : expanded.value());
    }

    @ParameterizedTest
    @MethodSource("expansions")
    void aWordExpands(String word, String expected) {
        assertThat(shown(WordExpander.ofWords('\\').expand(word(word), VARIABLES)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("heredocs")
    void theBodyOfAHeredocExpandsWithItsQuotes(String text, String expected) {
        assertThat(shown(WordExpander.ofHeredocs().expand(word(text), VARIABLES)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("splits")
    void aWordFallsIntoWords(String word, String expected) {
        assertThat(String.join(
                        "|",
                        WordExpander.ofWords('\\').expand(word(word), VARIABLES).words()))
                .isEqualTo(expected.equals("(nothing)") ? "" : expected);
    }

    @Test
    void substitutionsThatMultiplyAreRefused() {
        String tenfold = "\\\\$0".repeat(10);
        String multiplied = ("${foo//?/" + tenfold).repeat(10) + "}".repeat(10);

        assertThat(shown(WordExpander.ofWords('\\').expand(word(multiplied), VARIABLES)))
                .endsWith("substitutions come to more than 4 Mi characters");
        assertThat(shown(WordExpander.ofWords('\\').expand(word("$long".repeat(50)), LONG)))
                .endsWith("substitutions come to more than 4 Mi characters");
    }

    @Test
    void whatNearlyMatchesEverywhereIsLookedForInLinearTime() {
        long start = System.nanoTime();

        String replaced = shown(WordExpander.ofWords('\\').expand(word("${long//a*b/x}"), LONG));

        assertThat(replaced).isEqualTo(LONG.get("long").orElseThrow());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void theBacktickEscapesWhereTheFileSaysSo() {
        assertThat(WordExpander.ofWords('`')
                        .expand(word("C:\\dir`$foo"), VARIABLES)
                        .value())
                .isEqualTo("C:\\dir$foo");
    }

    @Test
    void whatWasLookedUpIsTold() {
        Expanded expanded = WordExpander.ofWords('\\').expand(word("$foo${nix:-$nil}"), VARIABLES);

        assertThat(expanded.used()).containsExactly("foo");
        assertThat(expanded.unset()).containsExactlyInAnyOrder("nix", "nil");
    }

    @Test
    void theCaretStandsUnderTheBadPart() {
        Expanded expanded = WordExpander.ofWords('\\').expand(word("ü-${foo!}-x"), VARIABLES);

        assertThat(DiagnosticRenderer.render(expanded.problem().orElseThrow())).isEqualTo("""
                Dockerfile:1:8: error: cannot expand "ü-${foo!}-x": unsupported modifier (!) in substitution
                 1 | ü-${foo!}-x
                   |        ^ expected one of :- - :+ + :? ? # ## % %% / //
                """);
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "${a:-".repeat(100_000) + "}".repeat(100_000);

        assertThat(WordExpander.ofWords('\\').expand(word(deep), VARIABLES).problem())
                .isPresent();
    }
}
