// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.testkit.FileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway bake URL} with git itself and a repository behind a web server on loopback. */
class RemoteBakeTest {
    private static final Map<String, String> GIT = Map.of(
            "GIT_CONFIG_GLOBAL",
            "/dev/null",
            "GIT_AUTHOR_NAME",
            "a",
            "GIT_AUTHOR_EMAIL",
            "a@example.org",
            "GIT_COMMITTER_NAME",
            "a",
            "GIT_COMMITTER_EMAIL",
            "a@example.org");

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path folder;

    private final Map<String, String> environment = new HashMap<>(GIT);
    private Path work;
    private FileServer server;

    @BeforeEach
    void serveRepository() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "needs git");
        environment.put("SLIPWAY_ROOT", folder.resolve("store").toString());
        work = Files.createDirectory(folder.resolve("work"));
        Files.createDirectory(work.resolve("sub"));
        Files.writeString(work.resolve("Dockerfile"), "FROM scratch\nCOPY file /\n");
        Files.writeString(work.resolve("file"), "of the repository");
        Files.writeString(work.resolve("sub/Dockerfile"), "FROM scratch\nCOPY below /\n");
        Files.writeString(work.resolve("sub/below"), "below");
        Files.writeString(work.resolve("docker-bake.hcl"), """
                group "default" { targets = ["app", "sub"] }
                target "app" { tags = ["remote-app"] }
                target "sub" { context = "sub" }
                target "here" {
                  context = BAKE_CMD_CONTEXT
                  dockerfile-inline = "FROM scratch"
                }
                target "local" { dockerfile = "cwd://src/test/resources/bake/Dockerfile.remote" }
                target "passwd" { dockerfile = "cwd:///etc/passwd" }
                target "away" { context = "https://away.example.org/x.git" }
                target "link" { context = "evil" }
                """);
        Files.writeString(work.resolve("sub/docker-bake.hcl"), "target \"default\" {}\n");
        Path evil = Files.createDirectory(work.resolve("evil"));
        Files.createSymbolicLink(evil.resolve("Dockerfile"), Path.of("/etc/passwd"));
        git(work, "init", "-q", "-b", "main");
        server = FileServer.start();
        commit();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static void git(Path at, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", at.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(GIT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
    }

    // git's plain form of a repository over HTTP: its files
    private void commit() throws Exception {
        git(work, "add", ".");
        git(work, "commit", "-q", "-m", "x");
        git(work, "update-server-info");
        Path root = work.resolve(".git");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                server.put("/a.git/" + root.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    private Console bake(int status, String... words) {
        Console console = new Console(environment);
        List<String> all = new ArrayList<>(List.of("bake"));
        all.addAll(List.of(words));
        assertThat(console.run(all.toArray(String[]::new))).as(console.err()).isEqualTo(status);
        return console;
    }

    private String url() {
        return server.url("/a.git");
    }

    @Test
    void aRepositorysTargetsAreShownWithItAsTheirContext() {
        assertThat(bake(0, "--print", url()).out())
                .contains("\"context\": \"" + url() + "\"")
                .contains("\"context\": \"" + url() + "#:sub\"");
        assertThat(bake(0, "--print", url() + "#main:sub").out()).contains("\"context\": \"" + url() + "#main:sub\"");
        assertThat(bake(0, "--print", url() + "?subdir=sub").out())
                .contains("\"context\": \"" + url() + "?subdir=sub\"");
        assertThat(bake(0, "--print", url(), "here").out()).contains("\"context\": \".\"");
        assertThat(bake(0, "--print", url(), "git://example.org/b.git", "here").out())
                .contains("\"context\": \"git://example.org/b.git\"");
        assertThat(bake(0, "--list=targets", url()).out()).contains("app").contains("sub");
    }

    @Test
    void filesMayComeFromHereAsWell() throws IOException {
        Path more = Files.writeString(folder.resolve("more.hcl"), "target \"app\" { tags = [\"mine\"] }\n");

        assertThat(bake(0, "--print", url(), "-f", "cwd://" + more, "app").out())
                .contains("\"mine\"");
        assertThat(bake(0, "--print", url() + "#:sub", "-f", "docker-bake.hcl").out())
                .contains("#:sub");
        assertThat(bake(2, "--print", url(), "-f", "../x.hcl").err()).contains("leads out of the repository");
    }

    @Test
    void aBakeFileAloneHasItsContextsHere() {
        server.put("/x.hcl", "target \"app\" { context = \"src\" }\n".getBytes(UTF_8));

        assertThat(bake(0, "--print", server.url("/x.hcl"), "app").out()).contains("\"context\": \"src\"");
        server.put("/x.tar", Tars.of("docker-bake.hcl", "target \"app\" {}"));
        assertThat(bake(2, "--print", server.url("/x.tar"), "app").err()).contains("archive");
    }

    private long fetches() {
        return server.requests().stream()
                .filter(request -> request.path().equals("/a.git/HEAD"))
                .count();
    }

    @Test
    void aPlanKnowsTheContextsAndFetchesOnce() {
        bake(0, "--print", url());
        long once = fetches();

        String plan = bake(3, "--plan", url()).out();

        assertThat(plan).contains("COPY file /").contains("COPY below /").contains("remote-app");
        assertThat(fetches()).isEqualTo(2 * once);
    }

    @Test
    void aSavedPlanMeansTheSame() {
        Path plan = folder.resolve("plan.json");

        bake(0, url(), "--save-plan", plan.toString());

        assertThat(bake(0, "--from-plan", plan.toString(), "--print").out())
                .isEqualTo(bake(0, url(), "--print").out());
    }

    @Test
    void filesOfThisMachineAreReadWithLeaveOnly() {
        assertThat(bake(2, url(), "passwd").err()).contains("--allow=fs.read=/etc/passwd");
        assertThat(bake(3, url(), "--plan", "local").out()).contains("COPY file /by-local");
        assertThat(bake(3, url(), "link").err())
                .contains("docker-bake.hcl:11")
                .contains("a link that leads out of the context")
                .doesNotContain("root:");
    }

    @Test
    void theTokenIsForTheServerOfTheDefinitionsAlone() throws Exception {
        String basic = Base64.getEncoder().encodeToString("x-access-token:s3cret".getBytes(UTF_8));
        environment.put("BUILDX_BAKE_GIT_AUTH_TOKEN", "s3cret");
        try (FileServer other = FileServer.start()) {
            other.letNobodyIn();
            Files.writeString(
                    work.resolve("docker-bake.hcl"), "target \"app\" { context = \"" + other.url("/x.git") + "\" }\n");
            commit();

            String told = bake(4, url(), "app").err();

            assertThat(server.requests())
                    .anySatisfy(request -> assertThat(request.authorization()).isEqualTo("Basic " + basic));
            assertThat(other.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
            assertThat(told).doesNotContain("s3cret").doesNotContain(basic);
        }
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        String told = bake(4, url() + "#nope").err()
                + bake(2, url() + "#:nope").err()
                + bake(2, url(), "-f", "nope.hcl").err()
                + bake(2, url(), "aap").err();

        Golden.check(
                "bake/remote-not-there.txt",
                told.replace(server.url(""), "http://HOST").replaceAll("\\^+", "^"));
    }
}
