// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CacheScopeTest {
    @Test
    void namesAreAsciiPartsBetweenSlashes() {
        for (String name :
                List.of("", "main", "acme/app/main", "acme/app/pr/7", "@octocat/a/b", "a/feature%23x", "..a/b..")) {
            assertThat(CacheScope.parse(name)).as(name).isPresent();
        }
    }

    @Test
    void whatCouldBeMistakenForAnotherNameIsNone() {
        List<String> names = List.of(
                "/main",
                "main/",
                "a//b",
                ".",
                "..",
                "a/../main",
                "a/./b",
                "main ",
                "ma\nin",
                "m\u0430in",
                "main\0",
                "a\\b",
                "a*",
                "\uff4dain",
                "a\u200bb",
                "x".repeat(1025));
        for (String name : names) {
            assertThat(CacheScope.parse(name)).as(name).isEmpty();
        }
    }

    @Test
    void aStarOfAPatternStandsForAnyCharacters() {
        assertThat(matches("acme/*", "acme/app/pr/7")).isTrue();
        assertThat(matches("acme/*/main", "acme/app/main")).isTrue();
        assertThat(matches("*", "")).isTrue();
        assertThat(matches("", "")).isTrue();
        assertThat(matches("acme/app/main", "acme/app/main")).isTrue();
    }

    @Test
    void aPatternMatchesWholeNamesAndTellsCaseApart() {
        assertThat(matches("acme/app/main", "acme/app/main/x")).isFalse();
        assertThat(matches("acme/app/main", "x/acme/app/main")).isFalse();
        assertThat(matches("acme/*", "acme")).isFalse();
        assertThat(matches("acme/app/main", "acme/app/Main")).isFalse();
        assertThat(matches("", "main")).isFalse();
    }

    private static boolean matches(String pattern, String scope) {
        return new ScopePattern(pattern).matches(new CacheScope(scope));
    }

    @Test
    void aBuildReadsItsOwnScopeAndThoseThatAreNamed() {
        CacheScope main = new CacheScope("acme/app/main");
        CacheScope request = new CacheScope("acme/app/pr/7");
        Scopes scopes = new Scopes(request, List.of(main, request, main));

        assertThat(scopes.others()).containsExactly(main);
        assertThat(scopes.reads(main)).isTrue();
        assertThat(scopes.reads(CacheScope.DEFAULT)).isFalse();
        assertThat(scopes.alone().reads(main)).isFalse();
    }
}
