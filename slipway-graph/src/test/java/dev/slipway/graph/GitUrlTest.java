// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitUrlTest {
    @Test
    void fragmentTellsReferenceAndFolder() {
        assertThat(GitUrl.parse("https://example.org/a.git#v1:/docs"))
                .contains(new GitUrl("https://example.org/a.git", "v1", "docs", Optional.empty(), false));
        assertThat(GitUrl.parse("git@example.org:team/a.git"))
                .contains(new GitUrl("git@example.org:team/a.git", "", "", Optional.empty(), false));
    }

    @Test
    void queryTellsTheSameByName() {
        assertThat(GitUrl.parse("https://example.org/a.git?branch=main&subdir=docs&checksum=abc&keep-git-dir=1"))
                .contains(new GitUrl("https://example.org/a.git", "main", "docs", Optional.of("abc"), true));
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
}
