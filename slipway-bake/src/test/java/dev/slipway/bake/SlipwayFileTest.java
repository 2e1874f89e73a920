// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Hasher;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bake file may say when buildx does not read it. */
class SlipwayFileTest {
    private static final String MATRIX = """
            target "app" {
              name   = "app-${cc}-${opt}"
              matrix = { cc = ["gcc", "clang"], opt = ["O2", "O3"] }
              args   = { CC = cc }
            }
            """;

    private static BakePlan plan(String beside, String... targets) {
        return Plans.of(
                List.of(SourceFile.of("docker-bake.hcl", MATRIX), SourceFile.of("slipway.hcl", beside)),
                List.of(targets),
                List.of(),
                Map.of());
    }

    private static Map<String, String> args(String expression) {
        BakePlan plan = Plans.of(SourceFile.of("slipway.hcl", "target \"a\" {\n args = " + expression + "\n}\n"), "a");
        return Objects.requireNonNull(plan.targets().get("a")).pairs(Field.ARGS);
    }

    @Test
    void excludeLeavesOutWhatHasAllItsValues() {
        BakePlan plan =
                plan("target \"app\" { exclude = [{ cc = \"clang\", opt = \"O3\" }, { opt = \"O2\" }] }\n", "app");

        assertThat(plan.targets().keySet()).containsExactly("app-gcc-O3");
    }

    @Test
    void aMatrixWithoutAxesCanBeAddedTo() {
        SourceFile file = SourceFile.of("slipway.hcl", """
                target "app" {
                  name    = "app-${flags}"
                  matrix  = {}
                  include = [{ flags = "a" }]
                }
                """);

        assertThat(Plans.of(file, "app").targets().keySet()).containsExactly("app-a");
    }

    @Test
    void includeAddsToWhatItDoesNotContradictAndElseIsNew() {
        String beside = """
                target "app" {
                  include = [{ cc = "gcc", flags = "-pipe" }, { cc = "tcc", opt = "O0" }]
                  args    = { FLAGS = flags }
                }
                """;

        BakePlan plan = plan(beside, "app");

        Map<String, Map<String, String>> args = new TreeMap<>();
        plan.targets().forEach((name, target) -> args.put(name, target.pairs(Field.ARGS)));
        assertThat(args)
                .containsEntry("app-gcc-O2", Map.of("CC", "gcc", "FLAGS", "-pipe"))
                .containsEntry("app-gcc-O3", Map.of("CC", "gcc", "FLAGS", "-pipe"))
                .containsEntry("app-clang-O2", Map.of("CC", "clang"))
                .containsEntry("app-tcc-O0", Map.of("CC", "tcc"))
                .hasSize(5);
    }

    @Test
    void includeAddsNothingToACombinationThatItMadeItself() {
        String beside = """
                target "app" {
                  include = [{ cc = "tcc", opt = "O0" }, { cc = "tcc", opt = "O0", name = "-x" }, { flags = "-pipe" }]
                  args    = { FLAGS = flags }
                }
                """;
        String named = MATRIX.replace("${opt}", "${opt}${name == null ? \"\" : name}");

        BakePlan plan = Plans.of(
                List.of(SourceFile.of("docker-bake.hcl", named), SourceFile.of("slipway.hcl", beside)),
                List.of("app"),
                List.of(),
                Map.of());

        Map<String, Map<String, String>> args = new TreeMap<>();
        plan.targets().forEach((name, target) -> args.put(name, target.pairs(Field.ARGS)));
        assertThat(args)
                .containsEntry("app-gcc-O2", Map.of("CC", "gcc", "FLAGS", "-pipe"))
                .containsEntry("app-tcc-O0", Map.of("CC", "tcc"))
                .containsEntry("app-tcc-O0-x", Map.of("CC", "tcc"))
                .hasSize(6);
    }

    @Test
    void anAssertionIsCheckedForEachCombination() {
        String beside = """
                target "app" {
                  assert {
                    condition = !(cc == "clang" && opt == "O3")
                    message   = "${cc} breaks at ${opt}"
                  }
                }
                """;

        assertThatThrownBy(() -> plan(beside, "app"))
                .isInstanceOf(SourceException.class)
                .hasMessage("clang breaks at O3");
        assertThat(plan(beside.replace("O3", "O4"), "app").targets()).hasSize(4);
    }

    @Test
    void whatATargetWaitsForIsInThePlanButGoesNowhere() {
        String beside = """
                target "app" { depends-on = ["target:test"] }
                target "test" { output = ["type=registry"] }
                """;

        BakePlan plan = plan(beside, "app-gcc-O2");

        assertThat(plan.targets().keySet()).containsExactly("app-gcc-O2", "test");
        assertThat(Objects.requireNonNull(plan.targets().get("app-gcc-O2")).gates())
                .containsExactly("test");
        assertThat(Objects.requireNonNull(plan.targets().get("test")).entries(Field.OUTPUT))
                .containsExactly(Entry.of(Map.of("type", "cacheonly")));
    }

    @Test
    void whatATargetWaitsForMayBeBuiltFromIt() {
        String beside = """
                target "app" { depends-on = ["target:test", "target:other"] }
                target "test" { contexts = { app = "target:app-gcc-O2" } }
                target "other" { depends-on = ["target:test"] }
                """;

        assertThat(plan(beside, "app-gcc-O2").targets().keySet())
                .containsExactlyInAnyOrder("app-gcc-O2", "test", "other");
    }

    @Test
    void aSavedPlanMeansTheSameWhereverItIsRead() {
        String beside = """
                target "app" {
                  depends-on = ["target:test"]
                  args = { TEXT = "$${not} %%{a} template" }
                }
                target "test" {}
                """;
        BakePlan plan = plan(beside, "app-gcc-O2", "app-clang-O3");

        SourceFile saved = SourceFile.of("anything.json", BakeJson.saved(plan));

        assertThat(BakeJson.saved(Plans.of(saved, "default"))).isEqualTo(BakeJson.saved(plan));
        assertThat(Plans.of(saved, "app-gcc-O2").targets().keySet()).containsExactlyInAnyOrder("app-gcc-O2", "test");
    }

    @Test
    void filesOfTheProjectAreRead() {
        String read = """
                {
                  T = tomldecode(file("data/a.toml")).package.version
                  Y = yamldecode(file("data/b.yaml")).images[0].ports[1]
                  F = join(",", fileset(".", "**/*.toml"))
                  G = join(",", fileset("data", "*"))
                }
                """;

        assertThat(args(read)).isEqualTo(Map.of("T", "1.2.3", "Y", "443", "F", "data/a.toml", "G", "a.toml,b.yaml"));
    }

    @Test
    void tomlHasTextsForTimesAndNoNumberThatIsNotTheOneWritten() {
        String times = "tomldecode(\"t = 1979-05-27T07:32:00Z\\nl = 07:32:00\\nd = 1979-05-27\\nn = 0x1F\")";
        String large = "{ A = tomldecode(\"n = 99999999999999999999999\").n }";

        assertThat(args(times))
                .isEqualTo(Map.of("t", "1979-05-27T07:32:00Z", "l", "07:32:00", "d", "1979-05-27", "n", "31"));
        assertThatThrownBy(() -> args(large)).hasMessageContaining("too large");
        assertThat(args(large.replace("99999999999999999999999", "'99999999999999999999999' # 1")))
                .isEqualTo(Map.of("A", "99999999999999999999999"));
    }

    @Test
    void theDigestOfFilesChangesWithTheirContentAndTheirNames(@TempDir Path folder) throws IOException {
        ProjectFiles files = new ProjectFiles(folder, _ -> {});
        Files.createDirectories(folder.resolve("src/deep"));
        Files.writeString(folder.resolve("src/deep/a.c"), "int a;");

        String first = digest(files, "src/**/*.c");
        Files.writeString(folder.resolve("src/b.c"), "");
        String second = digest(files, "src/**/*.c");
        Files.move(folder.resolve("src/b.c"), folder.resolve("src/c.c"));

        assertThat(first).hasSize(64).isNotEqualTo(second);
        assertThat(digest(files, "src/**/*.c")).isNotEqualTo(second);
        assertThat(digest(files, "src/deep/*.c")).isEqualTo(first);
        assertThat(digest(files, "**/*.c", "src/*.c")).isEqualTo(digest(files, "src/**"));
    }

    @Test
    void theDigestIsOfAllOfALargeFile(@TempDir Path folder) throws IOException {
        byte[] content = new byte[1_000_003];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("big"), content);

        assertThat(digest(new ProjectFiles(folder, _ -> {}), "big"))
                .isEqualTo(new Hasher().put("big").put(content).digest().hex());
    }

    private static String digest(ProjectFiles files, String... patterns) {
        try {
            return files.digest(List.of(patterns));
        } catch (dev.slipway.hcl.function.FunctionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noLinkLeadsOutOfTheProject(@TempDir Path folder) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project/inner"));
        Files.writeString(folder.resolve("secret"), "x");
        Files.writeString(project.resolve("ok"), "y");
        Files.createSymbolicLink(project.resolve("out"), folder.resolve("secret"));
        Files.createSymbolicLink(project.resolve("up"), folder);
        Files.createSymbolicLink(project.resolve("in"), Path.of("ok"));
        ProjectFiles files = new ProjectFiles(folder.resolve("project"), _ -> {});

        for (String name : List.of("inner/out", "inner/up/secret", "../secret", "inner/../../secret", "/etc/passwd")) {
            assertThatThrownBy(() -> files.text(name)).hasMessageContaining("leads out of the project");
        }
        assertThatThrownBy(() -> files.matching("inner/up", "*")).hasMessageContaining("leads out");
        assertThatThrownBy(() -> files.text("a\0b")).hasMessageContaining("no file can be named");
        try {
            assertThat(files.text("inner/in")).isEqualTo("y");
            assertThat(files.matching("", "**")).containsExactly("inner/ok");
        } catch (dev.slipway.hcl.function.FunctionException e) {
            throw new AssertionError(e);
        }
    }
}
