// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityFunctionTest {
    private final Map<String, BakePlan> asked = new LinkedHashMap<>();

    static List<Path> wrong() throws IOException {
        return Golden.list("identity", ".hcl");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsExplainedAtItsPlace(Path file) throws IOException {
        boolean isOurs = !String.valueOf(file.getFileName()).startsWith("buildx");
        SourceFile source = SourceFile.of(
                isOurs ? "slipway.hcl" : "docker-bake.hcl", Golden.source(file).text());

        SourceException fault = catchThrowableOfType(SourceException.class, () -> read(source));

        assertThat(fault).as("%s is refused", file).isNotNull();
        Golden.check(Golden.beside(file), DiagnosticRenderer.render(fault.diagnostics()));
    }

    private BakeConfig read(SourceFile... files) {
        Surroundings surroundings = Plans.surroundings(Map.of()).with((target, plan, _) -> {
            asked.put(target, plan);
            return "id" + asked.size();
        });
        return BakeReader.read(List.of(files), surroundings);
    }

    private BakePlan plan(String target) {
        return Objects.requireNonNull(asked.get(target));
    }

    private static Target target(Map<String, Target> targets, String name) {
        return Objects.requireNonNull(targets.get(name));
    }

    @Test
    void aTagCanBeMadeOfTheIdentityOfItsOwnTarget() {
        SourceFile bake = SourceFile.of("docker-bake.hcl", """
                target "base" { args = { A = "1" } }
                target "builder" {
                  inherits = ["base"]
                  contexts = { other = "target:other" }
                  tags     = ["old"]
                  labels   = { revision = "abc" }
                }
                target "other" {}
                """);
        SourceFile ours = SourceFile.of("slipway.hcl", """
                KEY = identity("builder")
                target "builder" { tags = ["builder:${KEY}", "again:${identity("builder")}"] }
                """);

        BakeConfig config = read(bake, ours);

        assertThat(target(config.targets(), "builder").texts(Field.TAGS)).contains("builder:id1", "again:id1");
        BakePlan plan = plan("builder");
        assertThat(plan.targets()).containsOnlyKeys("builder", "other");
        Target builder = target(plan.targets(), "builder");
        assertThat(builder.pairs(Field.ARGS)).containsExactly(Map.entry("A", "1"));
        assertThat(builder.texts(Field.TAGS)).isEmpty();
        assertThat(builder.pairs(Field.LABELS)).isEmpty();
    }

    @Test
    void whatATargetIsMadeOfMayBeTheIdentityOfAnother() {
        BakeConfig config = read(SourceFile.of("slipway.hcl", """
                target "a" {}
                target "b" { args = { A = identity("a") } }
                target "c" { tags = ["c:${identity("b")}"] }
                """));

        assertThat(asked).containsOnlyKeys("a", "b");
        assertThat(target(plan("b").targets(), "b").pairs(Field.ARGS)).containsExactly(Map.entry("A", "id1"));
        assertThat(target(config.targets(), "c").texts(Field.TAGS)).containsExactly("c:id2");
    }
}
