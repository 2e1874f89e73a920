// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions of a repository: the text of their contexts, and what they may read. */
class RemoteProjectTest {
    private static final String URL = "https://example.org/a.git";

    @TempDir
    private Path outside;

    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = Files.createDirectories(outside.resolve("repository")).toRealPath();
        Files.writeString(outside.resolve("secret"), "NAME=secret");
        Files.createSymbolicLink(repository.resolve("out"), outside);
        Files.writeString(repository.resolve("in"), "inside");
    }

    @ParameterizedTest
    @CsvSource({
        "https://e.org/a.git, ., https://e.org/a.git",
        "https://e.org/a.git, '', https://e.org/a.git",
        "https://e.org/a.git, sub, https://e.org/a.git#:sub",
        "https://e.org/a.git, /sub, https://e.org/a.git#:sub",
        "https://e.org/a.git, ./x/../sub/, https://e.org/a.git#:sub",
        "https://e.org/a.git#v1, sub, https://e.org/a.git#v1:sub",
        "https://e.org/a.git#v1:base, sub, https://e.org/a.git#v1:base/sub",
        "https://e.org/a.git#v1:base/, sub, https://e.org/a.git#v1:base/sub",
        "https://e.org/a.git#:, sub, https://e.org/a.git#:sub",
        "https://e.org/a.git?ref=v1, sub, https://e.org/a.git?ref=v1&subdir=sub",
        "https://e.org/a.git?subdir=base&ref=v1, a b, https://e.org/a.git?subdir=base/a+b&ref=v1",
        "https://e.org/a.git?ref=v1#:base, sub, https://e.org/a.git?ref=v1#:base/sub",
        "git@e.org:a.git, sub, git@e.org:a.git#:sub",
    })
    void aFolderOfARepositoryHasAUrl(String url, String path, String expected) {
        assertThat(RemoteProject.repository(url, repository).folder(path)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"..", "../x", "a/../..", "/.."})
    void noPathLeadsOut(String path) {
        assertThat(RemoteProject.repository(URL, repository).folder(path)).isEmpty();
    }

    private Surroundings surroundings() {
        return Plans.surroundings(Map.of()).of(RemoteProject.repository(URL, repository));
    }

    private Target target(String name, String text) {
        SourceFile file = SourceFile.of(name, text);
        BakeConfig config = BakeReader.read(List.of(file), surroundings());
        BakePlan plan = TargetResolver.resolve(config, List.of("app"), List.of(), surroundings());
        return Objects.requireNonNull(plan.targets().get("app"));
    }

    private Target target(String body) {
        return target("docker-bake.hcl", "target \"app\" {\n" + body + "\n}\n");
    }

    @Test
    void contextsStartFromTheRepositoryUnlessTheySayElse() {
        assertThat(target("").text(Field.CONTEXT)).isEqualTo(URL);
        assertThat(target("context = \"sub\"").text(Field.CONTEXT)).isEqualTo(URL + "#:sub");
        assertThat(target("context = \"cwd://sub\"").text(Field.CONTEXT)).isEqualTo("sub");
        assertThat(target("context = BAKE_CMD_CONTEXT").text(Field.CONTEXT)).isEqualTo(".");
        assertThat(target("context = \"https://example.org/b.git\"").text(Field.CONTEXT))
                .isEqualTo("https://example.org/b.git");
        String contexts = "contexts = { a = \".\", b = \"sub\", c = \"cwd://x\", d = \"docker-image://e\" }";
        assertThat(target(contexts).pairs(Field.CONTEXTS))
                .isEqualTo(Map.of("a", URL, "b", URL + "#:sub", "c", "cwd://x", "d", "docker-image://e"));
    }

    @Test
    void aContextOutsideIsRefused() {
        assertThatThrownBy(() -> target("context = \"../x\""))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("leads out of the repository");
        assertThatThrownBy(() -> target("contexts = { a = \"..\" }"))
                .hasMessageContaining("leads out of the repository");
    }

    // Plans' folder holds compose.bake
    @Test
    void aDockerfileOfTheRepositoryDoesNotGoWithAContextOfThisMachine() {
        assertThatThrownBy(() -> target("context = \"cwd://\"\ndockerfile = \"compose.bake\""))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("a context of this machine can't have the repository's \"compose.bake\"");
        assertThat(target("context = \"cwd://\"\ndockerfile = \"cwd://compose.bake\"")
                        .text(Field.DOCKERFILE))
                .isEqualTo("cwd://compose.bake");
        assertThat(target("context = \"cwd://\"\ndockerfile-inline = \"FROM scratch\"")
                        .text(Field.CONTEXT))
                .isEqualTo(".");
    }

    @Test
    void functionsReadTheRepositoryAlone() {
        assertThat(target("a.slipway.hcl", "target \"app\" { args = { A = file(\"in\") } }")
                        .pairs(Field.ARGS))
                .isEqualTo(Map.of("A", "inside"));
        for (String path : List.of("out/secret", "../secret", outside + "/secret")) {
            assertThatThrownBy(
                            () -> target("a.slipway.hcl", "target \"app\" { args = { A = file(\"" + path + "\") } }"))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("leads out");
        }
    }

    @Test
    void composeFilesReadTheRepositoryAlone() throws IOException {
        Files.writeString(repository.resolve("env"), "A=1");
        String service = "services: {app: {build: {context: sub, args: [A]}, env_file: ENV}}";
        assertThat(target("compose.yaml", service.replace("ENV", "env")).pairs(Field.ARGS))
                .isEqualTo(Map.of("A", "1"));
        assertThat(target("compose.yaml", service.replace("ENV", "env")).text(Field.CONTEXT))
                .isEqualTo(URL + "#:sub");
        for (String path : List.of("out/secret", "../secret", outside + "/secret")) {
            assertThatThrownBy(() -> target("compose.yaml", service.replace("ENV", path)))
                    .hasMessageContaining("leads out of the repository");
            assertThatThrownBy(() -> target("compose.yaml", "include: [\"" + path + "\"]\n" + service))
                    .hasMessageContaining("leads out of the repository");
        }
    }

    private List<String> read(String... names) {
        return new BakeFiles(surroundings(), InputStream.nullInputStream())
                .read(List.of(names)).stream().map(SourceFile::text).toList();
    }

    @Test
    void filesAreTheRepositorysAndThoseHereComeLast() throws IOException {
        assertThatThrownBy(this::read).isInstanceOf(UsageException.class).hasMessageContaining("no bake file");
        Files.writeString(repository.resolve("docker-bake.hcl"), "# theirs");
        Files.writeString(repository.resolve("other.hcl"), "# other");

        assertThat(read()).containsExactly("# theirs");
        assertThat(read("/other.hcl")).containsExactly("# other");
        assertThat(read("cwd://data/a.toml", "other.hcl")).hasSize(2).startsWith("# other");
        assertThat(read("cwd://data/a.toml")).hasSize(2).startsWith("# theirs");
    }

    @Test
    void noFileIsReadThroughALinkThatLeadsOut() throws IOException {
        Files.createSymbolicLink(repository.resolve("docker-bake.hcl"), outside.resolve("secret"));

        for (String name : List.of("out/secret", "../secret", "docker-bake.hcl")) {
            assertThatThrownBy(() -> read(name))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("leads out of the repository");
        }
        assertThatThrownBy(this::read).hasMessageContaining("leads out of the repository");
    }

    @Test
    void aFileAloneReadsNothingAndHasItsContextsHere() {
        SourceFile file = SourceFile.of("https://example.org/x.hcl", "target \"app\" { context = \"sub\" }");
        Surroundings alone = Plans.surroundings(Map.of()).of(RemoteProject.file(file, repository));

        List<SourceFile> files = new BakeFiles(alone, InputStream.nullInputStream()).read(List.of());
        BakePlan plan = TargetResolver.resolve(BakeReader.read(files, alone), List.of("app"), List.of(), alone);

        assertThat(Objects.requireNonNull(plan.targets().get("app")).text(Field.CONTEXT))
                .isEqualTo("sub");
    }
}
