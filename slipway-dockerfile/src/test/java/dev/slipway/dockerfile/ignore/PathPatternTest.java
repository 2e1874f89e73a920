// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.Golden;
import dev.slipway.text.GoPath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PathPatternTest {
    static List<String[]> matches() {
        return Golden.rows("path-matches.txt");
    }

    static List<String[]> ignored() {
        return Golden.rows("ignored.txt");
    }

    static List<String[]> cleaned() {
        return Golden.rows("clean-paths.txt");
    }

    @ParameterizedTest
    @MethodSource("matches")
    void aPatternMatchesAsInGo(String question, String expected) {
        String[] parts = question.split(" ", -1);

        String answer = PathPattern.of(parts[0])
                .map(pattern -> pattern.matches(parts[1]) ? "yes" : "no")
                .orElse("malformed");

        assertThat(answer).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("ignored")
    void aPathIsLeftOutAsInMoby(String question, String expected) {
        String[] parts = question.split(" ", -1);
        IgnorePatterns patterns =
                IgnorePatterns.of(List.of(parts).subList(0, parts.length - 1)).orElseThrow();
        String path = parts[parts.length - 1];

        assertThat(patterns.excludes(path) ? "out" : "in").isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cleaned")
    void aPathIsCleanedAsInGo(String path, String expected) {
        assertThat(GoPath.clean(path.equals("(nothing)") ? "" : path)).isEqualTo(expected);
    }

    @Test
    void wildcardsAreSeenUnlessTheyAreEscaped() {
        assertThat(PathPattern.hasWildcards("a*")).isTrue();
        assertThat(PathPattern.hasWildcards("a\\*")).isFalse();
    }

    @Test
    void hostilePatternsTakeLittleTime() {
        String name = "a".repeat(2_000);
        String pattern = "a*".repeat(500) + "b";

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(PathPattern.match(pattern, name)).isFalse();
            assertThat(IgnorePatterns.of(List.of("**/" + pattern)).orElseThrow().excludes(name))
                    .isFalse();
        });
    }
}
