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
import org.junit.jupiter.params.provider.ValueSource;

class LinterTest {
    private static final Map<String, String> GLOBALS =
            Map.of("TARGETPLATFORM", "linux/amd64", "BUILDPLATFORM", "linux/amd64", "TARGETARCH", "amd64");

    static List<Path> cases() {
        return Golden.list("lint");
    }

    private static List<Finding> lint(Parsed<Dockerfile> parsed, IgnorePatterns ignored) {
        LintInput input = new LintInput(GLOBALS, Set.of("amd64"), (_, _, _) -> Optional.of(Set.of("PATH")), ignored);
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
        LintInput input = new LintInput(GLOBALS, Set.of("amd64"), (_, _, _) -> Optional.empty(), IgnorePatterns.NONE);

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

    private static final String SECRET =
            "FROM scratch\nRUN --mount=type=secret,id=t,env=T --mount=type=tmpfs,target=/tmp ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat /run/secrets/t >/root/.netrc",
                "cp /run/secrets/t /etc/token",
                "echo \"token=$T\" >> ~/.npmrc",
                "printf %s ${T} | tee -a /x",
                "true && X=$(cat /run/secrets/t) && git config --global url.https://$X@host/.insteadOf https://host/",
                "export X=\"$T\"; echo $X >/y",
                "npm config set token $T",
                "<<X\ncat /run/secrets/t >/z\nX"
            })
    void aSecretThatIsWrittenToAFileThatStaysIsFound(String script) {
        assertThat(findings(SECRET.replace("env=T", "target=/run/secrets/t,env=T") + script + "\n"))
                .isEqualTo("SecretInLayer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat /run/secrets/t >/dev/null",
                "cat /run/secrets/t >/tmp/token && use /tmp/token",
                "curl -H \"Bearer $T\" https://host/x >/x",
                "cat /run/secrets/t >/token && use /token && rm -f /token",
                "echo $TOKENS >/x",
                "echo $T | sha256sum >/sum",
                "git config url.https://$T@host/.insteadOf https://host/",
                "echo logged in >&2",
                "test -s /run/secrets/t"
            })
    void aSecretThatIsOnlyUsedIsNot(String script) {
        assertThat(findings(SECRET.replace("env=T", "target=/run/secrets/t,env=T") + script + "\n"))
                .isEmpty();
    }

    @Test
    void pathsOfOneArchitectureAreFoundWhereSeveralAreMeant() {
        String env = "ENV LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2\n";

        assertThat(findings("FROM scratch\n" + env)).isEmpty();
        assertThat(findings("FROM scratch\nENV LD_PRELOAD=/usr/lib/aarch64-linux-gnu/libjemalloc.so.2\n"))
                .isEqualTo("ArchitectureBoundPath");
        assertThat(findings("FROM scratch\nARG TARGETARCH\n" + env)).isEqualTo("ArchitectureBoundPath");
        assertThat(findings("FROM --platform=$BUILDPLATFORM scratch AS b\n" + env + "FROM scratch\n"))
                .isEmpty();
        assertThat(findings("FROM scratch\nARG TARGETARCH\nARG D\nENV P=/usr/lib/$D/pkgconfig Q=/x86_64-linux-gnux/\n"))
                .isEmpty();
    }

    @Test
    void theFindingOfAPathTellsTheOtherPlatforms() {
        Parsed<Dockerfile> parsed = DockerfileParser.parse(
                SourceFile.of("Dockerfile", "FROM scratch\nENV A=/opt:/usr/lib/x86_64-linux-gnu/libjemalloc.so.2\n"));
        LintInput input = new LintInput(GLOBALS, Set.of("arm64"), (_, _, _) -> Optional.empty(), IgnorePatterns.NONE);

        assertThat(Linter.lint(parsed, input, CheckOptions.DEFAULT))
                .singleElement()
                .extracting(Finding::detail)
                .isEqualTo("ENV A has the path /usr/lib/x86_64-linux-gnu/libjemalloc.so.2, which only images for amd64"
                        + " have, and this build is for arm64; make a link with the same name on all:"
                        + " RUN ln -s /usr/lib/*-linux-*/libjemalloc.so.2 /usr/local/lib/");
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
        assertThat(Rule.SECRET_IN_LAYER.url()).isEqualTo("docs/checks.md#secretinlayer");
        assertThat(Arrays.stream(Rule.values()).map(Rule::url)).doesNotHaveDuplicates();
    }
}
