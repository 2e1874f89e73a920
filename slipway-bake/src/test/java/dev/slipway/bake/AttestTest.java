// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of {@code attest} and {@code policy} where targets inherit and files are laid over one another. */
class AttestTest {
    private static Target target(List<String> sets, String... files) {
        List<SourceFile> sources = new ArrayList<>();
        for (String file : files) {
            sources.add(SourceFile.of("docker-bake." + sources.size() + ".hcl", file));
        }
        BakePlan plan = Plans.of(sources, List.of("app"), sets, Map.of());
        return Objects.requireNonNull(plan.targets().get("app"));
    }

    private static List<Map<String, String>> attest(String... files) {
        return target(List.of(), files).entries(Field.ATTEST).stream()
                .map(Entry::attributes)
                .toList();
    }

    private static final String BASE = "target \"base\" { attest = [\"type=provenance,mode=max\", \"type=sbom\"] }\n";

    private static String app(String attest) {
        return "target \"app\" {\n inherits = [\"base\"]\n attest = " + attest + "\n}\n";
    }

    @Test
    void anEntryTakesThePlaceOfTheInheritedOneOfItsType() {
        assertThat(attest(BASE + app("[\"type=provenance,mode=min\"]")))
                .containsExactly(Map.of("type", "provenance", "mode", "min"), Map.of("type", "sbom"));
        assertThat(attest(BASE + app("[\"type=provenance,disabled=true\"]")))
                .containsExactly(Map.of("type", "provenance", "disabled", "true"), Map.of("type", "sbom"));
        assertThat(attest(BASE + app("[]"))).hasSize(2);
    }

    @Test
    void nullTakesAwayWhatIsInheritedOrWasSaidBefore() {
        assertThat(attest(BASE + app("null"))).isEmpty();
        assertThat(attest(BASE + app("null"), "target \"app\" { attest = [\"type=sbom\"] }"))
                .containsExactly(Map.of("type", "sbom"));
        assertThat(attest(BASE + app("[\"type=sbom\"]"), "target \"app\" { attest = null }"))
                .isEmpty();
        assertThat(attest(BASE + app("[\"type=sbom\"]"), "target \"base\" { attest = null }"))
                .containsExactly(Map.of("type", "sbom"));
        assertThat(BakeJson.target(target(List.of(), BASE + app("null"))).toString())
                .doesNotContain("attest");
    }

    @Test
    void theCommandLineAddsToWhatIsLeft() {
        List<String> sets = List.of("app.attest=type=sbom");

        assertThat(target(sets, BASE + app("null")).entries(Field.ATTEST)).hasSize(1);
    }

    @Test
    void aFileThatIsLaidOverAnotherKeepsWhatOthersAskFor() {
        String first =
                "target \"app\" { args = { T = target.other.tags[0] } }\ntarget \"other\" { tags = [\"a:1\"] }\n";

        assertThat(target(List.of(), first, "target \"other\" { context = \"x\" }")
                        .pairs(Field.ARGS))
                .isEqualTo(Map.of("T", "a:1"));
        assertThat(target(List.of(), first, "target \"other\" { tags = [\"b:1\"] }")
                        .pairs(Field.ARGS))
                .isEqualTo(Map.of("T", "b:1"));
    }

    @Test
    void policiesAreJoinedInTheirOrder() {
        String base = "target \"base\" { policy = [\"filename=a.rego\"] }\n";
        String app = "target \"app\" {\n inherits = [\"base\"]\n policy = [{ reset = true, filename = \"b.rego\", "
                + "log-level = \"warn\", strict = false }, \"filename=a.rego\"]\n}\n";

        assertThat(target(List.of(), base + app).entries(Field.POLICY))
                .extracting(Entry::attributes)
                .containsExactly(
                        Map.of("filename", "a.rego"),
                        Map.of("filename", "b.rego", "reset", "true", "log-level", "warning", "strict", "false"),
                        Map.of("filename", "a.rego"));
        assertThat(target(List.of("app.policy=disabled=1"), base + app).entries(Field.POLICY))
                .extracting(Entry::attributes)
                .containsExactly(Map.of("disabled", "true"));
        assertThat(target(List.of("app.policy+=disabled=1"), base + app).entries(Field.POLICY))
                .hasSize(4);
    }
}
