// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.json.JsonWriter;
import dev.slipway.text.SlipwayException;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BakeFileTest {
    static List<Path> files() throws IOException {
        return Golden.list("files", ".bake");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileBecomesItsTargets(Path file) throws IOException {
        BakePlan plan = Plans.of(Golden.source(file), "*");

        String name = file.getFileName().toString().replace(".bake", ".json");
        Golden.check(file.resolveSibling(name), JsonWriter.pretty(BakeJson.plan(plan)) + "\n");
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsPrintedIsReadAgainAsTheSame(Path file) throws IOException {
        String printed = JsonWriter.pretty(BakeJson.plan(Plans.of(Golden.source(file), "*")));

        String again = JsonWriter.pretty(BakeJson.plan(Plans.of(SourceFile.of("again.json", printed), "*")));

        assertThat(again).isEqualTo(printed);
    }

    @Test
    void theEnvironmentSetsVariablesByTheirType() {
        String text = """
                variable "TEXT" { default = "a" }
                variable "FLAG" { default = true }
                variable "LIST" { type = list(number) }
                variable "MAP" { type = map(string) }
                variable "OBJECT" { type = object({a = number}) }
                target "default" {
                  args = { t = TEXT, f = !FLAG, l = LIST[1] + 1, m = MAP.a, o = OBJECT.a }
                }
                """;
        Map<String, String> environment = Map.of(
                "TEXT", "b", "FLAG", "0", "LIST", "1,2", "MAP", "a:x", "OBJECT_JSON", "{\"a\": 5}", "UNKNOWN", "x");

        BakePlan plan =
                Plans.of(List.of(SourceFile.of("docker-bake.hcl", text)), List.of("default"), List.of(), environment);

        assertThat(target(plan, "default").pairs(Field.ARGS))
                .isEqualTo(Map.of("t", "b", "f", "true", "l", "3", "m", "x", "o", "5"));
    }

    @Test
    void setChangesWhatThePatternMatches() {
        String text = """
                group "default" { targets = ["web", "api"] }
                target "base" { args = { A = "1" } }
                target "web" {
                  inherits = ["base"]
                  tags = ["web"]
                }
                target "api" { tags = ["api"] }
                """;
        List<String> sets =
                List.of("*.args.B=2", "w*.tags+=more", "api.platform=linux/arm64", "base.args.A=3", "*.push=true");

        BakePlan plan = Plans.of(List.of(SourceFile.of("docker-bake.hcl", text)), List.of("default"), sets, Map.of());

        Target web = target(plan, "web");
        Target api = target(plan, "api");
        assertThat(web.pairs(Field.ARGS)).isEqualTo(Map.of("A", "3", "B", "2"));
        assertThat(web.texts(Field.TAGS)).containsExactly("web", "more");
        assertThat(api.texts(Field.PLATFORMS)).containsExactly("linux/arm64");
        assertThat(api.entries(Field.OUTPUT)).hasSize(1);
    }

    private static SlipwayException fault(String... sets) {
        SourceFile file = SourceFile.of(
                "docker-bake.hcl",
                "target \"default\" {\n platforms = [\"linux/amd64\"]\n contexts = { a = \"target:b\" }\n}\ntarget \"b\" {}\n");
        return catchThrowableOfType(
                SlipwayException.class, () -> Plans.of(List.of(file), List.of("default"), List.of(sets), Map.of()));
    }

    @Test
    void whatIsSetWronglyIsShownWhereItWasSet() {
        assertThat(fault("default.platform=linux//x"))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.diagnostics().getFirst().at())
                                .map(Object::toString)
                                .contains("--set:1:18"));
        assertThat(fault("default.platform+=linux//x"))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.diagnostics().getFirst().at()).isEmpty());
        assertThat(fault("default.contexts.a=target:c"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no target \"c\"");
    }

    @Test
    void anEmptyMatrixIsTheReasonWhyATargetIsNotThere() {
        SourceFile file = SourceFile.of("a.hcl", "target \"default\" {\n name = \"a${x}\"\n matrix = { x = [] }\n}\n");

        assertThatThrownBy(() -> Plans.of(file, "default")).hasMessageContaining("its matrix has no combination");
    }

    @Test
    void whatTheEnvironmentCannotSetNamesTheWayThatIsLeft() {
        String text = "variable \"V\" {\n type = object({a = string})\n default = {a = \"\"}\n}\n";
        SourceFile declared = SourceFile.of("a.hcl", text);
        SourceFile bare = SourceFile.of("a.hcl", text.replace(" type = object({a = string})\n", ""));

        assertThatThrownBy(() -> Plans.of(List.of(declared), List.of(), List.of(), Map.of("V", "x")))
                .hasMessageContaining("can't be set so; set V_JSON");
        assertThatThrownBy(() -> Plans.of(List.of(bare), List.of(), List.of(), Map.of("V", "x")))
                .hasMessageContaining("can't be set so; declare its type, or set V_JSON");
    }

    @Test
    void laterFilesAreLaidOverEarlierOnes() {
        SourceFile first =
                SourceFile.of("a.hcl", "v = \"1\"\ntarget \"default\" {\n tags = [v]\n context = \"x\"\n}\n");
        SourceFile second =
                SourceFile.of("b.json", "{\"v\": \"2\", \"target\": {\"default\": {\"target\": \"${v}\"}}}");

        BakePlan plan = Plans.of(List.of(first, second), List.of("default"), List.of(), Map.of());

        Target target = target(plan, "default");
        assertThat(target.texts(Field.TAGS)).containsExactly("2");
        assertThat(target.text(Field.TARGET)).isEqualTo("2");
        assertThat(target.text(Field.CONTEXT)).isEqualTo("x");
    }

    @Test
    void whatNothingReadsIsWarnedOfOnce() {
        SourceFile file = SourceFile.of(
                "docker-bake.hcl",
                "target \"a\" {\n matrix = {x = [\"1\", \"2\"]}\n name = \"a${x}\"\n cache_from = []\n}\ntargt \"b\" {}\n");

        BakeConfig config = BakeReader.read(List.of(file), Plans.surroundings(Map.of()));

        assertThat(config.warnings()).hasSize(2);
        assertThat(config.warnings().get(0).help())
                .hasValueSatisfying(help -> assertThat(help).contains("target"));
        assertThat(config.warnings().get(1).help())
                .hasValueSatisfying(help -> assertThat(help).contains("cache-from"));
    }

    private static String chain(int length) {
        StringBuilder file = new StringBuilder("target \"default\" { args = { A = v0 } }\n");
        for (int i = 0; i < length; i++) {
            file.append("v" + i + " = \"${v" + (i + 1) + "}\"\n");
        }
        return file.append("v" + length + " = \"end\"\n").toString();
    }

    @Test
    void valuesMayNeedOneAnotherInALongRow() {
        BakePlan plan = Plans.of(SourceFile.of("docker-bake.hcl", chain(5_000)), "default");

        assertThat(target(plan, "default").pairs(Field.ARGS)).isEqualTo(Map.of("A", "end"));
        assertThatThrownBy(() -> Plans.of(SourceFile.of("docker-bake.hcl", chain(20_000)), "default"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("more than 10000 values need one another");
    }

    private static Target target(BakePlan plan, String name) {
        return Objects.requireNonNull(plan.targets().get(name));
    }

    @Test
    void theMatrixOfAJobIsInTheOrderOfTheFile() {
        SourceFile file = SourceFile.of("a.hcl", """
                group "default" { targets = ["a", "z", "m"] }
                group "a" { targets = ["a", "b"] }
                target "z" { tags = ["z"] }
                target "m" {}
                target "b" {}
                target "a" {}
                """);
        Surroundings surroundings = Plans.surroundings(Map.of());
        BakeConfig config = BakeReader.read(List.of(file), surroundings);

        BakePlan all = TargetResolver.resolve(config, List.of("default"), List.of(), surroundings);
        BakePlan some = TargetResolver.resolveTargets(config, List.of("a", "z"), List.of(), surroundings);

        assertThat(names(all, config)).containsExactly("z", "m", "b", "a");
        assertThat(names(some, config)).containsExactly("z", "a");
    }

    private static List<String> names(BakePlan plan, BakeConfig config) {
        String json = JsonWriter.compact(BakeJson.matrix(plan, config));
        return Stream.of(json.split("\"target\":\"", -1))
                .skip(1)
                .map(part -> part.substring(0, part.indexOf('"')))
                .toList();
    }
}
