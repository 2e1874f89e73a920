// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.UsageException;
import dev.slipway.trust.CacheScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiScopeTest {
    @TempDir
    private Path folder;

    @Test
    void ofGitHub() {
        assertThat(gitHub("refs/heads/main")).isEqualTo("acme/app/main");
        assertThat(gitHub("refs/heads/feature/x")).isEqualTo("acme/app/feature/x");
        assertThat(gitHub("refs/tags/v1.0")).isEqualTo("acme/app/tag/v1.0");
        assertThat(gitHub("refs/pull/7/merge", "GITHUB_HEAD_REF", "main")).isEqualTo("acme/app/pr/7");
    }

    @Test
    void noBranchHasTheScopeOfARequestOrTagOrOfAnotherBranch() {
        assertThat(gitHub("refs/heads/pr/7")).isEqualTo("acme/app/pr%2F7");
        assertThat(gitHub("refs/heads/tag/v1/x")).isEqualTo("acme/app/tag%2Fv1/x");
        assertThat(gitHub("refs/heads/pr%2F7")).isEqualTo("acme/app/pr%252F7");
        assertThat(gitHub("refs/heads/ma\u0456n")).isEqualTo("acme/app/ma%D1%96n");
        assertThat(gitHub("refs/heads/fix#1")).isEqualTo("acme/app/fix%231");
    }

    @Test
    void aJobOfATargetBranchThatRunsForARequestIsTheRequests() throws IOException {
        Path event = Files.writeString(folder.resolve("event.json"), "{\"pull_request\": {\"number\": 7}}");
        String[] target = {
            "GITHUB_EVENT_NAME",
            "pull_request_target",
            "GITHUB_HEAD_REF",
            "patch-1",
            "GITHUB_EVENT_PATH",
            event.toString()
        };

        assertThat(gitHub("refs/heads/main", target)).isEqualTo("acme/app/pr/7");
        Files.writeString(event, "{}");
        assertThatThrownBy(() -> gitHub("refs/heads/main", target))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--cache-scope");
    }

    @Test
    void ofGitLab() {
        Map<String, String> job = new TreeMap<>(Map.of("CI_PROJECT_PATH", "acme/group/app"));
        job.put("CI_COMMIT_BRANCH", "main");
        assertThat(find(job, false)).contains(new CacheScope("acme/group/app/main"));
        job.put("CI_COMMIT_TAG", "v1");
        assertThat(find(job, false)).contains(new CacheScope("acme/group/app/tag/v1"));
        job.put("CI_MERGE_REQUEST_IID", "12");
        assertThat(find(job, false)).contains(new CacheScope("acme/group/app/pr/12"));
    }

    @Test
    void ofOthers() {
        assertThat(find(Map.of("CI_REPO", "acme/app", "CI_COMMIT_BRANCH", "main"), false))
                .contains(new CacheScope("acme/app/main"));
        assertThat(find(Map.of("DRONE_REPO", "acme/app", "DRONE_BRANCH", "main", "DRONE_PULL_REQUEST", "3"), false))
                .contains(new CacheScope("acme/app/pr/3"));
        assertThat(find(Map.of("CI", "true"), false)).isEmpty();
    }

    @Test
    void scopesByActorBeginWithTheActor() {
        Map<String, String> job = Map.of(
                "GITHUB_REPOSITORY", "acme/app", "GITHUB_REF", "refs/heads/main", "GITHUB_ACTOR", "dependabot[bot]");

        assertThat(find(job, true)).contains(new CacheScope("@dependabot%5Bbot%5D/acme/app/main"));
        assertThatThrownBy(() -> find(Map.of("CI_REPO", "acme/app", "CI_COMMIT_BRANCH", "main"), true))
                .isInstanceOf(UsageException.class);
    }

    private static String gitHub(String ref, String... more) {
        Map<String, String> job = new TreeMap<>(Map.of("GITHUB_REPOSITORY", "acme/app", "GITHUB_REF", ref));
        for (int i = 0; i < more.length; i += 2) {
            job.put(more[i], more[i + 1]);
        }
        return find(job, false).orElseThrow().name();
    }

    private static Optional<CacheScope> find(Map<String, String> environment, boolean byActor) {
        return new CiScope(environment, byActor).find();
    }
}
