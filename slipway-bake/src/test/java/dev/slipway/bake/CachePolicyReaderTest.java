// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.ScopePattern;
import dev.slipway.trust.SignerKey;
import dev.slipway.trust.TrustedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CachePolicyReaderTest {
    private static final String KEY = "ed25519:VukfF6FnbPMKHNCROhDzvMQvD3EtijVxa5jLAQMfWkg=";

    static List<Path> wrong() throws IOException {
        return Golden.list("policy", ".hcl");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsExplainedAtItsPlace(Path file) throws IOException {
        SourceFile source = Golden.source(file);
        assertThat(CachePolicyReader.mayBeIn(source.text())).isTrue();

        SourceException fault = catchThrowableOfType(
                SourceException.class, () -> CachePolicyReader.read(source, Plans.surroundings(Map.of())));

        assertThat(fault).as("%s is refused", file).isNotNull();
        Golden.check(Golden.beside(file), DiagnosticRenderer.render(fault.diagnostics()));
    }

    @Test
    void allOfAPolicyIsRead() {
        CachePolicy policy = read("""
                cache {
                  scope          = "ci"
                  by-actor       = true
                  reads          = ["acme/app/main", "acme/base/main"]
                  only-own       = false
                  require-signed = true
                  trust "acme/*/main" { keys = ["%s"] }
                  gc {
                    reserved = "10GB"
                    max-used = "50GB"
                    min-free = "20GB"
                    keep-for = "336h"
                    pin      = ["target:base"]
                    mount "apt*" {
                      max-used = "5GB"
                      keep-for = "14d"
                    }
                    target "release-*" {
                      keep-for = "1d12h"
                      firm     = true
                    }
                  }
                }
                """.replace("%s", KEY));

        List<PlacedText> pins = policy.gc().orElseThrow().pins();
        assertThat(pins).extracting(PlacedText::text).containsExactly("target:base");
        assertThat(policy)
                .isEqualTo(new CachePolicy(
                        Optional.of("ci"),
                        true,
                        List.of(new CacheScope("acme/app/main"), new CacheScope("acme/base/main")),
                        false,
                        true,
                        List.of(new TrustedKeys(new ScopePattern("acme/*/main"), List.of(new SignerKey(KEY)))),
                        Optional.of(new GcBlock(
                                Optional.of(10L << 30),
                                Optional.of(50L << 30),
                                Optional.of(20L << 30),
                                Optional.of(Duration.ofHours(336)),
                                false,
                                List.of(new GcBlock.Rule(
                                        "apt*", Optional.of(5L << 30), Optional.of(Duration.ofDays(14)), false)),
                                List.of(new GcBlock.Rule(
                                        "release-*", Optional.empty(), Optional.of(Duration.ofHours(36)), true)),
                                pins,
                                Optional.empty()))));
    }

    @Test
    void anEmptyBlockSaysNothing() {
        assertThat(read("cache {}")).isEqualTo(CachePolicy.NONE);
    }

    @Test
    void variablesOfTheFileAndOfTheEnvironmentCount() {
        String text = """
                variable "RELEASE" { default = false }
                variable "BRANCH" { default = "main" }
                cache {
                  scope    = "acme/app/${BRANCH}"
                  only-own = RELEASE
                }
                """;
        SourceFile file = SourceFile.of("slipway.hcl", text);

        CachePolicy policy = CachePolicyReader.read(file, Plans.surroundings(Map.of("RELEASE", "true", "BRANCH", "v1")))
                .orElseThrow();

        assertThat(policy.scope()).contains("acme/app/v1");
        assertThat(policy.onlyOwn()).isTrue();
    }

    @Test
    void aFileWithoutTheBlockIsNotTakenForOneWithIt() {
        for (String text :
                List.of("target \"cache\" {}", "no-cache = 1", "# cache {", "x = \"cache\"", "caches {", "")) {
            assertThat(CachePolicyReader.mayBeIn(text)).as(text).isFalse();
        }
        for (String text : List.of("cache {", "a = 1\n  cache{}", "\"x\"\ncache\n", "cache \"label\" {}")) {
            assertThat(CachePolicyReader.mayBeIn(text)).as(text).isTrue();
        }
        assertThat(CachePolicyReader.read(
                        SourceFile.of("slipway.hcl", "target \"a\" {}"), Plans.surroundings(Map.of())))
                .isEmpty();
    }

    @Test
    void bakePassesOverThePolicyAndKnowsWhatItUses() {
        String text = """
                variable "BRANCH" { default = "main" }
                cache {
                  trust "*" { keys = [BRANCH] }
                }
                target "default" {}
                """;

        BakeConfig config = BakeReader.read(List.of(SourceFile.of("slipway.hcl", text)), Plans.surroundings(Map.of()));

        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void aPolicyWhereNobodyReadsItIsToldOf() {
        SourceFile elsewhere = SourceFile.of("my.slipway.hcl", "cache {}\ntarget \"default\" {}");
        SourceFile buildx = SourceFile.of("docker-bake.hcl", "cache {}\ntarget \"default\" {}");

        assertThat(BakeReader.read(List.of(elsewhere), Plans.surroundings(Map.of()))
                        .warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.summary()).contains("nothing reads a cache policy"));
        assertThatThrownBy(() -> Plans.of(buildx))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("cache");
    }

    private static CachePolicy read(String text) {
        return CachePolicyReader.read(SourceFile.of("slipway.hcl", text), Plans.surroundings(Map.of()))
                .orElseThrow();
    }
}
