// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.UsageException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitUrlTest {
    @Test
    void fragmentTellsReferenceAndFolder() {
        assertThat(GitUrl.parse("https://example.org/a.git#v1:/docs"))
                .contains(new GitUrl("https://example.org/a.git", "v1", "docs", Optional.empty(), false, true));
        assertThat(GitUrl.parse("git@example.org:team/a.git"))
                .contains(new GitUrl("git@example.org:team/a.git", "", "", Optional.empty(), false, true));
    }

    @Test
    void queryTellsTheSameByName() {
        assertThat(GitUrl.parse("https://example.org/a.git?branch=main&subdir=docs&checksum=abc&keep-git-dir=1"))
                .contains(new GitUrl(
                        "https://example.org/a.git", "refs/heads/main", "docs", Optional.of("abc"), true, true));
    }

    @Test
    void whatDoesNotEndInGitIsAFileOrAPath() {
        assertThat(GitUrl.parse("https://example.org/a.tar")).isEmpty();
        assertThat(GitUrl.parse("github.com/team/a")).isEmpty();
        assertThat(GitUrl.parse("folder/a.git")).isEmpty();
        assertThat(GitUrl.parse("user@folder")).isEmpty();
    }

    @Test
    void commitHasFortyHexadecimalDigits() {
        assertThat(GitUrl.isCommit("0123456789abcdef".repeat(2) + "01234567")).isTrue();
        assertThat(GitUrl.isCommit("v1")).isFalse();
    }

    @Test
    void queryHasBuildKitsNames() {
        GitUrl all = GitUrl.parse("ssh://git@h/a.git?tag=v%2F1&subdir=/x&commit=1f&submodules=false&keep-git-dir")
                .orElseThrow();

        assertThat(all)
                .isEqualTo(new GitUrl("ssh://git@h/a.git", "refs/tags/v/1", "x", Optional.of("1f"), true, false));
        assertThat(GitUrl.parse("https://h/a.git?ref=v1#v1")).isPresent();
    }

    @Test
    void queryThatContradictsOrIsUnknownIsRefused() {
        for (String query : List.of(
                "x=1",
                "ref=a&ref=b",
                "branch=a&tag=a",
                "ref=",
                "ref=a#b",
                "subdir=x#:y",
                "commit=a&checksum=b",
                "submodules=maybe")) {
            assertThatThrownBy(() -> GitUrl.parse("https://token@h/a.git?" + query))
                    .as(query)
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("the git URL https://***@h/a.git ");
        }
    }

    @Test
    void contextOnGithubNeedsNeitherSchemeNorSuffix() {
        assertThat(GitUrl.ofContext("github.com/team/a#main:x"))
                .contains(new GitUrl("https://github.com/team/a.git", "main", "x", Optional.empty(), false, true));
        assertThat(GitUrl.ofContext("https://example.org/a.tar.gz")).isEmpty();
    }
}
