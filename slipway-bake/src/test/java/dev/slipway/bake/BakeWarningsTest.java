// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BakeWarningsTest {
    static List<Path> files() throws IOException {
        return Golden.list("warnings", ".hcl", ".json", ".yaml");
    }

    private static List<Diagnostic> warnings(SourceFile file) {
        Surroundings surroundings = Plans.surroundings(Map.of());
        BakeConfig config = BakeReader.read(List.of(file), surroundings);
        List<Diagnostic> all = new ArrayList<>(BakeWarnings.of(config, List.of("default")));
        all.addAll(BakeWarnings.of(TargetResolver.resolve(config, List.of("default"), List.of(), surroundings)));
        return all;
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatNothingReadsIsWarnedOf(Path file) throws IOException {
        Golden.check(Golden.beside(file), DiagnosticRenderer.render(warnings(Golden.source(file))));
    }

    @Test
    void whatNobodyReadsIsAnErrorWhereThatIsAskedFor() {
        List<Diagnostic> warnings = warnings(SourceFile.of("a.hcl", "target \"default\" { cache_to = [] }\n"));

        SourceException fault = catchThrowableOfType(SourceException.class, () -> BakeWarnings.checked(warnings, true));

        assertThat(fault.diagnostics()).hasSize(1).allMatch(Diagnostic::isError);
        assertThat(BakeWarnings.checked(warnings, false)).isEqualTo(warnings);
    }

    @Test
    void whatIsOnlyLeftOverIsNeverAnError() {
        List<Diagnostic> warnings = warnings(SourceFile.of("a.hcl", "variable \"A\" {}\ntarget \"default\" {}\n"));

        assertThat(BakeWarnings.checked(warnings, true)).hasSize(1).noneMatch(Diagnostic::isError);
    }

    @Test
    void whatIsNoTargetToDependOnIsLeftToWhoFollowsIt() {
        SourceFile file = SourceFile.of(
                "slipway.hcl",
                "group \"default\" { targets = [\"a\"] }\ntarget \"a\" { depends-on = [\"b\"] }\ntarget \"b\" {}\n");
        BakeConfig config = BakeReader.read(List.of(file), Plans.surroundings(Map.of()));

        assertThat(BakeWarnings.of(config, List.of("default"))).hasSize(1);
        assertThatThrownBy(() -> Plans.of(file, "default")).hasMessageContaining("is no target to depend on");
    }

    @Test
    void tagsThatTheCommandLineSetsAreWarnedOfThere() {
        SourceFile file = SourceFile.of(
                "a.hcl",
                "target \"a\" { tags = [\"a\"] }\ntarget \"b\" {}\ngroup \"default\" { targets = [\"a\", \"b\"] }\n");

        assertThat(sameTag(file, "*.tags=x").getFirst()).startsWith("--set:1:8: warning: the targets a and b");
        assertThat(sameTag(file, "*.tags+=x").getFirst()).startsWith("--set:1:9: warning: the targets a and b");
        assertThat(sameTag(file, "a.tags+=b", "b.tags=a")).hasSize(1);
    }

    @Test
    void eachOfSeveralTagsOfTheCommandLineIsWarnedOfAtItsOwnPlace() {
        SourceFile file = SourceFile.of(
                "a.hcl",
                "target \"a\" {}\ntarget \"b\" {}\ntarget \"c\" {}\ngroup \"default\" { targets = [\"a\", \"b\", \"c\"] }\n");

        List<String> warnings = sameTag(file, "a.tags=x", "b.tags=x", "c.tags=x");

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("the targets a and b have").contains("| b.tags=x");
        assertThat(warnings.get(1)).contains("the targets a and c have").contains("| c.tags=x");
    }

    @Test
    void whatTwoTargetsWriteToOnePlaceIsAnErrorWhereThatIsAskedFor() {
        List<Diagnostic> warnings = warnings(SourceFile.of("a.hcl", """
                group "default" { targets = ["a", "b"] }
                target "a" { output = ["type=tar,dest=out.tar"] }
                target "b" { output = ["type=tar,dest=out.tar"] }
                """));

        assertThat(catchThrowableOfType(SourceException.class, () -> BakeWarnings.checked(warnings, true))
                        .diagnostics())
                .singleElement()
                .satisfies(error -> assertThat(error.isError()).isTrue())
                .satisfies(error -> assertThat(error.notes()).hasSize(1));
    }

    @Test
    void unknownAttributesOfTheCommandLineAreErrorsWhereTheyAreUsedAndElseWarnedOf() {
        SourceFile file = SourceFile.of("a.hcl", "target \"a\" {}\ntarget \"b\" {}\n");
        for (String set : List.of("a.tagz=x", "a.tagz+=x", "a.tagz.b=x")) {
            assertThatThrownBy(() -> Plans.of(List.of(file), List.of("a"), List.of(set), Map.of()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("there is no attribute \"tagz\"")
                    .hasMessageContaining("did you mean \"tags\"?");
            Plans.of(List.of(file), List.of("b"), List.of(set), Map.of());

            assertThat(BakeWarnings.ofSets(List.of(set)).stream().map(DiagnosticRenderer::render))
                    .singleElement()
                    .asString()
                    .contains("--set:1:3: warning", "nothing reads \"tagz\" here", "did you mean \"tags\"?");
        }
        assertThat(BakeWarnings.ofSets(List.of("a.tags=x", "a.args.B=1", "*.platform=x", "a.labels.a.b=c")))
                .isEmpty();
    }

    private static List<String> sameTag(SourceFile file, String... sets) {
        BakePlan plan = Plans.of(List.of(file), List.of("default"), List.of(sets), Map.of());
        return BakeWarnings.of(plan).stream().map(DiagnosticRenderer::render).toList();
    }
}
