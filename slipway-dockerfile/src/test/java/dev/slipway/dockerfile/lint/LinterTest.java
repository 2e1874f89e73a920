// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileParser;
import dev.slipway.dockerfile.Golden;
import dev.slipway.dockerfile.ignore.IgnoreFile;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinterTest {
    private static final Map<String, String> GLOBALS =
            Map.of("TARGETPLATFORM", "linux/amd64", "BUILDPLATFORM", "linux/amd64", "TARGETARCH", "amd64");

    static List<Path> cases() {
        return Golden.list("lint");
    }

    private static List<Finding> lint(Parsed<Dockerfile> parsed, IgnorePatterns ignored) {
        LintInput input = new LintInput(GLOBALS, _ -> Optional.of(Set.of("PATH")), ignored);
        return Linter.lint(parsed, input, Linter.options(parsed.value()).orThrow());
    }

    private static String findings(String text) {
        Parsed<Dockerfile> parsed = DockerfileParser.parse(SourceFile.of("Dockerfile", text));
        return lint(parsed, IgnorePatterns.NONE).stream()
                .map(finding -> finding.rule().ruleName())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRulesFindWhatDockerFinds(Path folder) {
        Parsed<Dockerfile> parsed =
                DockerfileParser.parse(SourceFile.of("Dockerfile", Golden.bytes(folder.resolve("Dockerfile"))));
        Path ignoreFile = folder.resolve("dockerignore.txt");
        IgnorePatterns ignored = Files.exists(ignoreFile)
                ? IgnoreFile.parse(SourceFile.of(".dockerignore", Golden.bytes(ignoreFile)))
                        .orThrow()
                : IgnorePatterns.NONE;

        String found = lint(parsed, ignored).stream()
                .map(finding -> finding.lines().line() + "-" + finding.lines().lastLine() + " "
                        + finding.rule().ruleName() + ": " + finding.detail() + "\n")
                .sorted()
                .collect(Collectors.joining());

        Golden.check(folder.resolve("findings.txt"), found);
    }

    @Test
    void variablesOfAnUnknownBaseAreNotCalledUndefined() {
        Parsed<Dockerfile> parsed =
                DockerfileParser.parse(SourceFile.of("Dockerfile", "FROM base\nWORKDIR $HOME\nUSER $NOBODY\n"));
        LintInput input = new LintInput(GLOBALS, _ -> Optional.empty(), IgnorePatterns.NONE);

        assertThat(Linter.lint(parsed, input, CheckOptions.DEFAULT))
                .extracting(Finding::rule)
                .doesNotContain(Rule.UNDEFINED_VAR);
    }

    @Test
    void aFindingPointsAtItsWord() {
        Parsed<Dockerfile> parsed =
                DockerfileParser.parse(SourceFile.of("Dockerfile", "FROM scratch\nENV A=1 API_KEY=2\n"));

        assertThat(DiagnosticRenderer.render(
                        lint(parsed, IgnorePatterns.NONE).getFirst().toDiagnostic()))
                .isEqualTo("""
                Dockerfile:2:9: warning: Do not use ARG or ENV instructions for sensitive data (ENV "API_KEY") \
                [SecretsUsedInArgOrEnv]
                 1 | FROM scratch
                 2 | ENV A=1 API_KEY=2
                   |         ^^^^^^^
                """);
    }

    @Test
    void secretsAreKnownByTheirParts() {
        assertThat(findings("FROM scratch\nARG GITHUB_TOKEN\n")).isEqualTo("SecretsUsedInArgOrEnv");
        assertThat(findings("FROM scratch\nENV my-token=1 KEYS=1 PUBLIC_KEY=1 MONKEY=1\n"))
                .isEmpty();
        assertThat(findings("ARG TOKEN\nFROM scratch\nLABEL API_KEY=1\n")).isEmpty();
    }

    @Test
    void badOptionsAreErrors() {
        for (String option : List.of("error=maybe", "foo=bar", "skip")) {
            Dockerfile dockerfile = DockerfileParser.parse(
                            SourceFile.of("Dockerfile", "# check=" + option + "\nFROM scratch\n"))
                    .orThrow();
            assertThat(Linter.options(dockerfile).hasErrors()).as(option).isTrue();
        }
    }

    @Test
    void theUrlOfARuleIsMadeOfItsName() {
        assertThat(Rule.JSON_ARGS_RECOMMENDED.url())
                .isEqualTo("https://docs.docker.com/go/dockerfile/rule/json-args-recommended/");
        assertThat(Arrays.stream(Rule.values()).map(Rule::url)).doesNotHaveDuplicates();
    }
}
