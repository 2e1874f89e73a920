// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryPolicyReaderTest {
    private static final String POLICY = """
            variable "floor" { default = "2.28" }
            policy "release" {
              profile = "manylinux_2_28"
              glibc   = "<= ${floor}"
              needed  = ["libc.so.6", "libm.so.6"]
              no-rpath = true
              static   = false
              waiver {
                rule    = "hardening"
                symbol  = "forti*"
                reason  = "the compiler is too old"
                expires = "2027-01-31"
              }
            }
            target "default" {}
            """;

    static List<Path> wrong() throws IOException {
        return Golden.list("binary-policy", ".hcl");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsExplainedAtItsPlace(Path file) throws IOException {
        SourceFile source = Golden.source(file);

        SourceException fault = catchThrowableOfType(SourceException.class, () -> read(source));

        assertThat(fault).as("%s is refused", file).isNotNull();
        Golden.check(Golden.beside(file), DiagnosticRenderer.render(fault.diagnostics()));
    }

    private static List<BinaryPolicy> read(SourceFile file) {
        return BinaryPolicyReader.read(file, Plans.surroundings(Map.of()));
    }

    @Test
    void allOfAPolicyIsRead() {
        BinaryPolicy policy = read(SourceFile.of("slipway.hcl", POLICY)).getFirst();

        assertThat(policy.name().text()).isEqualTo("release");
        assertThat(policy.promises())
                .extracting(promise -> promise.word() + " "
                        + promise.values().stream().map(PlacedText::text).toList())
                .containsExactly(
                        "profile [manylinux_2_28]", "glibc [<= 2.28]", "needed [libc.so.6, libm.so.6]", "no-rpath []");
        BinaryPolicy.Waiver waiver = policy.waivers().getFirst();
        assertThat(waiver.rule().map(PlacedText::text)).contains("hardening");
        assertThat(waiver.symbol()).contains("forti*");
        assertThat(waiver.file()).isEmpty();
        assertThat(waiver.reason()).isEqualTo("the compiler is too old");
        assertThat(waiver.expires()).isEqualTo(LocalDate.of(2027, 1, 31));
    }

    @Test
    void bakePassesOverItAndCountsItsVariables() {
        BakeConfig config =
                BakeReader.read(List.of(SourceFile.of("slipway.hcl", POLICY)), Plans.surroundings(Map.of()));

        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void inAFileThatBuildxReadsItIsAnError() {
        assertThatThrownBy(() -> BakeReader.read(
                        List.of(SourceFile.of("docker-bake.hcl", POLICY)), Plans.surroundings(Map.of())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("\"policy\" is Slipway's own");
    }
}
