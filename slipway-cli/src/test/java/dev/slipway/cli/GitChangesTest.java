// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitChangesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void repository() throws Exception {
        git("init", "-q");
        put("same", "1");
        put("edited", "1");
        put("gone", "1");
        put(".gitignore", "ignored\n");
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first");
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static Argument revision(String text) {
        CommandLine line = new CommandLine(List.of("slipway", "bake", "--changed-since", text), 2);
        return new Argument("--changed-since", text, line, 2, 3, 0);
    }

    @Test
    void nothingIsToldOfWhatStandsInTheRevision() throws Exception {
        assertThat(new GitChanges(folder).since(revision("HEAD"))).isEmpty();
    }

    @Test
    void changedNewAndGoneFilesAreTold() throws Exception {
        put("edited", "2");
        put("new", "1");
        put("ignored", "1");
        Files.delete(folder.resolve("gone"));
        Path root = folder.toRealPath();

        assertThat(new GitChanges(folder).since(revision("HEAD")))
                .containsExactlyInAnyOrder(root.resolve("edited"), root.resolve("new"), root.resolve("gone"));
    }

    @Test
    void revisionsThatAreNoneAreErrorsAtTheirPlace() {
        assertThatThrownBy(() -> new GitChanges(folder).since(revision("nosuch")))
                .hasMessageContaining("git knows no such revision");
        assertThatThrownBy(() -> new GitChanges(folder).since(revision("--output=x")))
                .hasMessageContaining("git knows no such revision");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void folderWithoutARepositoryIsAnError(@TempDir Path other) {
        assertThatThrownBy(() -> new GitChanges(other).since(revision("HEAD")))
                .hasMessageContaining("no git repository");
    }

    @Test
    void whatGitSaysOfARepositoryThatItRefusesIsTold() throws Exception {
        Files.writeString(folder.resolve(".git/config"), "[core\n");

        assertThatThrownBy(() -> new GitChanges(folder).since(revision("HEAD")))
                .hasMessageContaining("bad config line");
    }
}
