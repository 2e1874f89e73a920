// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Target;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedTargetsTest {
    @TempDir
    Path temporary;

    private Path root = Path.of("");

    @BeforeEach
    void contexts() throws IOException {
        root = temporary.toRealPath();
        Files.createDirectories(root.resolve("app/src"));
        Files.createDirectories(root.resolve("shared"));
        Files.createFile(root.resolve("shared/Dockerfile"));
    }

    /** The targets that a change of the file affects; that of the context {@code app} is called so. */
    private Set<String> affected(String changed, String bakeFile) {
        Path context = root.resolve("app");
        BakePlan plan = BakeTargets.plan(bakeFile.replace("ROOT", root.toString()), "default");
        Console console = new Console(Map.of());
        Map<String, BuildTarget> targets = new LinkedHashMap<>();
        SourceFile dockerfile = SourceFile.of("Dockerfile", "FROM scratch\nCOPY src /\n");
        for (Target target : plan.targets().values()) {
            BuildOptions options = new TargetReader(target, Optional.empty(), console.io()).read();
            ReadSource read = ReadSource.of(new LoadedSource(dockerfile, context, IgnorePatterns.NONE));
            targets.put(target.name(), new BuildTarget(target.name(), options, read, console.io()));
        }
        return new ChangedTargets(plan, Set.of(root.resolve(changed)), targets).affected();
    }

    private static String app(String body) {
        return "group \"default\" { targets = [\"app\"] }\ntarget \"app\" {\n  context = \"ROOT/app\"\n" + body
                + "\n}\n";
    }

    @Test
    void whatTheDockerfileCopiesAffectsAndOtherFilesDoNot() {
        assertThat(affected("app/src/main.c", app(""))).containsExactly("app");
        assertThat(affected("app/notes", app(""))).isEmpty();
        assertThat(affected("shared/notes", app(""))).isEmpty();
    }

    @Test
    void dockerfileOfEitherSpellingAffects() {
        assertThat(affected("app/Dockerfile", app(""))).containsExactly("app");
        assertThat(affected("app/dockerfile", app(""))).containsExactly("app");
        assertThat(affected("app/Dockerfile.dockerignore", app(""))).containsExactly("app");
        assertThat(affected("app/.dockerignore", app(""))).containsExactly("app");
    }

    @Test
    void linkThatIsTheDockerfileAffectsAsDoesWhatItLeadsTo() throws IOException {
        Files.createSymbolicLink(root.resolve("app/Dockerfile"), Path.of("../shared/Dockerfile"));

        assertThat(affected("shared/Dockerfile", app(""))).containsExactly("app");
        assertThat(affected("app/Dockerfile", app(""))).containsExactly("app");
        assertThat(affected("app/Dockerfile.dockerignore", app(""))).containsExactly("app");
    }

    @Test
    void inlineDockerfileIsNoFile() {
        assertThat(affected("app/Dockerfile", app("  dockerfile-inline = \"FROM scratch\"")))
                .isEmpty();
    }

    @Test
    void linkOnTheWayToTheContextAffects() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("app"));

        assertThat(affected("link", app("").replace("ROOT/app", "ROOT/link"))).containsExactly("app");
    }

    @Test
    void submoduleAroundAndInTheContextAffects() throws IOException {
        Files.createDirectories(root.resolve("app/src/module"));

        assertThat(affected("app", app(""))).containsExactly("app");
        assertThat(affected("app/src/module", app(""))).containsExactly("app");
        assertThat(affected("app/src", app("").replace("ROOT/app", "ROOT/app/.")))
                .containsExactly("app");
    }

    @Test
    void folderThatIsANamedContextAffects() {
        String named = app("  contexts = { more = \"ROOT/shared\" }");

        assertThat(affected("shared/x", named)).containsExactly("app");
        assertThat(affected("shared", named)).containsExactly("app");
        assertThat(affected("shared2/x", named)).isEmpty();
    }

    @Test
    void whatIsBuiltFromAnAffectedTargetIsAffected() {
        String file = app("  contexts = { base = \"target:base\" }")
                + "target \"base\" {\n  context = \"ROOT/shared\"\n  dockerfile = \"base\"\n}\n";

        assertThat(affected("shared/base", file)).containsExactly("app", "base");
    }
}
