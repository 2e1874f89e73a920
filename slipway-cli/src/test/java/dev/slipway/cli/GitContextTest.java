// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.engine.GitCheckout;
import dev.slipway.engine.GitRepositories;
import dev.slipway.engine.Secrets;
import dev.slipway.graph.GitUrl;
import dev.slipway.snapshot.Store;
import dev.slipway.testkit.FileServer;
import dev.slipway.text.Redacted;
import dev.slipway.text.RegistryException;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With git itself and repositories in a folder: {@code main} and {@code v1} before it, and a submodule. */
class GitContextTest {
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
            Map.entry("GIT_CONFIG_COUNT", "1"),
            Map.entry("GIT_CONFIG_KEY_0", "protocol.file.allow"),
            Map.entry("GIT_CONFIG_VALUE_0", "always"),
            Map.entry("GIT_AUTHOR_NAME", "a"),
            Map.entry("GIT_AUTHOR_EMAIL", "a@example.org"),
            Map.entry("GIT_COMMITTER_NAME", "a"),
            Map.entry("GIT_COMMITTER_EMAIL", "a@example.org"));

    @TempDir
    private Path folder;

    private final Map<String, String> secrets = new HashMap<>();
    private Store store;
    private Path work;
    private String first;

    @BeforeEach
    void makeRepository() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "needs git");
        store = Store.open(folder.resolve("store"));
        Path module = Files.createDirectory(folder.resolve("module"));
        git(module, "init", "-q", "-b", "main");
        commit(module, "inner", "of the module");
        work = Files.createDirectory(folder.resolve("work"));
        git(work, "init", "-q", "-b", "main");
        Files.createDirectory(work.resolve("sub"));
        Files.writeString(work.resolve("sub/below"), "below");
        Files.createSymbolicLink(work.resolve("out"), Path.of(".."));
        first = commit(work, "file", "first");
        git(work, "tag", "-a", "-m", "x", "v1");
        git(work, "submodule", "--quiet", "add", module.toUri().toString(), "module");
        commit(work, "file", "second");
        git(work, "branch", "side", "v1");
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private static String git(Path at, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", at.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String commit(Path at, String name, String content) throws IOException, InterruptedException {
        Files.writeString(at.resolve(name), content);
        git(at, "add", ".");
        git(at, "commit", "-q", "-m", name);
        return git(at, "rev-parse", "HEAD");
    }

    private GitRepositories repositories() {
        return new GitRepositories(store, ENVIRONMENT, new Secrets() {
            @Override
            public Optional<Redacted> secret(String id) {
                return Optional.ofNullable(secrets.get(id)).map(value -> new Redacted(value.getBytes(UTF_8)));
            }

            @Override
            public Optional<Path> sshSocket(String id) {
                return Optional.empty();
            }
        });
    }

    private GitUrl url(String ref, String below) {
        return new GitUrl(work.toUri().toString(), ref, below, Optional.empty(), false, true);
    }

    private Path folder(String ref) throws InterruptedException {
        return repositories().folder(url(ref, ""));
    }

    @Test
    void referenceIsABranchATagACommitOrTheDefault() throws Exception {
        assertThat(folder("").resolve("file")).hasContent("second");
        for (String ref : List.of("v1", "refs/tags/v1", "side", "refs/heads/side", "heads/side", first)) {
            assertThat(folder(ref).resolve("file")).as(ref).hasContent("first");
        }
        assertThatThrownBy(() -> folder("none"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("does not contain ref none");
        assertThatThrownBy(() -> folder("--upload-pack=x")).isInstanceOf(UsageException.class);
    }

    @Test
    void commitThatWasSaidIsHeldTo() throws Exception {
        String place = work.toUri().toString();
        GitUrl alone = new GitUrl(place, "", "", Optional.of(first), false, true);
        GitUrl wrong = new GitUrl(place, "main", "", Optional.of(first), false, true);

        assertThat(repositories().folder(alone).resolve("file")).hasContent("first");
        assertThatThrownBy(() -> repositories().folder(wrong))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("expected commit " + first);
    }

    @Test
    void folderBelowIsTakenAloneAndNothingOutside() throws Exception {
        assertThat(repositories().folder(url("", "sub"))).isDirectoryContaining("glob:**/below");
        for (String bad : List.of("none", "file", "out", "../../store")) {
            assertThatThrownBy(() -> repositories().folder(url("", bad)))
                    .as(bad)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("there is no folder \"" + bad + "\"");
        }
    }

    @Test
    void whatWasFetchedIsWhatTheUrlMeansFromThenOn() throws Exception {
        GitCheckout checkout = repositories().checkout(url("main", "sub"));
        GitRepositories later = new GitRepositories(store, ENVIRONMENT, Secrets.NONE, Optional.of(checkout));
        String moved = commit(work, "file", "third");

        assertThat(later.commit(url("main", ""))).isEqualTo(checkout.commit()).isNotEqualTo(moved);
        assertThat(later.folder(url("main", "")).resolve("file")).hasContent("second");
        assertThat(later.folder(url("main", "sub"))).isEqualTo(checkout.tree().resolve("sub"));
        assertThat(later.commit(url("side", ""))).isEqualTo(first);
        assertThat(later.commit(url("refs/heads/main", ""))).isEqualTo(moved);
        for (String bad : List.of("none", "file", "out", "..")) {
            assertThat(checkout.folderOf(url("main", bad))).as(bad).isEmpty();
        }
        GitUrl withGit = new GitUrl(work.toUri().toString(), "main", "", Optional.empty(), true, true);
        assertThat(checkout.folderOf(withGit)).isEmpty();
    }

    @Test
    void submodulesAndGitFolderComeAsAsked() throws Exception {
        String place = work.toUri().toString();
        Path usual = folder("");
        Path bare = repositories().folder(new GitUrl(place, "", "", Optional.empty(), true, false));

        assertThat(usual.resolve("module/inner")).hasContent("of the module");
        assertThat(usual.resolve("module/.git")).doesNotExist();
        assertThat(usual.resolve(".git")).doesNotExist();
        assertThat(bare.resolve("module/inner")).doesNotExist();
        assertThat(bare.resolve(".git")).isDirectory();
    }

    @Test
    void tokensAreSentAndKeptNowhere() throws Exception {
        Path bare = folder.resolve("bare.git");
        git(folder, "clone", "-q", "--bare", work.toString(), bare.toString());
        git(bare, "update-server-info");
        try (FileServer server = FileServer.start()) {
            try (var files = Files.walk(bare)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    server.put("/a.git/" + bare.relativize(file), Files.readAllBytes(file));
                }
            }
            String place = server.url("/a.git").replace("http://", "http://me:t0psecret@");
            GitUrl url = new GitUrl(place, "", "", Optional.empty(), true, false);

            Path found = repositories().folder(url);
            assertThat(found.resolve("file")).hasContent("second");
            assertThat(server.requests().getLast().authorization()).isEqualTo("Basic bWU6dDBwc2VjcmV0");
            assertThat(found.resolve(".git/config")).content().doesNotContain("t0psecret");

            secrets.put("GIT_AUTH_TOKEN", "t1");
            repositories().commit(url);
            assertThat(server.requests().getLast().authorization()).isEqualTo("Basic eC1hY2Nlc3MtdG9rZW46dDE=");
            secrets.put(
                    "GIT_AUTH_HEADER.127.0.0.1:" + server.url("").substring("http://127.0.0.1:".length()), "bearer t2");
            repositories().commit(url);
            assertThat(server.requests().getLast().authorization()).isEqualTo("bearer t2");

            GitUrl gone = new GitUrl(place.replace("/a.git", "/b.git"), "", "", Optional.empty(), false, true);
            assertThatThrownBy(() -> repositories().commit(gone))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageNotContaining("t0psecret")
                    .hasMessageContaining("not found");
        }
    }

    @Test
    void serverThatAsksWhoWeAreIsAnsweredWithTheOptionToUse() throws Exception {
        try (FileServer server = FileServer.start()) {
            server.letNobodyIn();
            GitUrl url = new GitUrl(server.url("/a.git"), "", "", Optional.empty(), false, false);

            assertThatThrownBy(() -> repositories().commit(url))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("--secret id=GIT_AUTH_TOKEN");
            secrets.put("GIT_AUTH_TOKEN", "t0psecret");
            assertThatThrownBy(() -> repositories().commit(url))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("refuses the token")
                    .hasMessageNotContaining("t0psecret");
        }
    }
}
