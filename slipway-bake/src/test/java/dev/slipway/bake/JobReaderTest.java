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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobReaderTest {
    private static final String PROJECT = """
            variable "RUST" { default = "1.90" }
            target "builder" { tags = ["builder:1"] }
            cache { scope = "main" }
            cache "cargo" {
              path         = "/root/.cargo"
              key          = "cargo-${RUST}-${arch}"
              restore-keys = ["cargo-${RUST}-", "cargo-"]
              max-size     = "2GB"
            }
            job "build" {
              target    = "builder"
              matrix    = { arch = ["amd64", "arm64"] }
              commands  = ["make ARCH=${arch}", "make check"]
              workdir   = "/src"
              env       = { ARCH = arch }
              inputs    = ["src/**"]
              artifacts = ["dist/${arch}/**"]
              caches    = ["cargo"]
              secrets   = ["TOKEN"]
              secret "key" { target = "/run/key" }
              timeout   = "90m"
              retries   = 2
              resources {
                cpus   = 4
                memory = "1GB"
              }
            }
            job "image" {
              image    = target.builder.tags[0]
              commands = ["true"]
              tree     = "none"
              needs    = ["build"]
            }
            """;

    static List<Path> wrong() throws IOException {
        return Golden.list("job", ".hcl");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsExplainedAtItsPlace(Path file) throws IOException {
        SourceFile source = SourceFile.of("slipway.hcl", Golden.source(file).text());

        SourceException fault = catchThrowableOfType(SourceException.class, () -> read(source));

        assertThat(fault).as("%s is refused", file).isNotNull();
        Golden.check(Golden.beside(file), DiagnosticRenderer.render(fault.diagnostics()));
    }

    private static Jobs read(SourceFile file) {
        return JobReader.read(List.of(file), Plans.surroundings(Map.of()));
    }

    private static Jobs project() {
        return read(SourceFile.of("slipway.hcl", PROJECT));
    }

    @Test
    void eachCombinationOfAMatrixIsAJob() {
        Jobs jobs = project();

        assertThat(jobs.all())
                .extracting(job -> job.name().text())
                .containsExactly("build-amd64", "build-arm64", "image");
        assertThat(jobs.find("build").orElseThrow()).hasSize(2);
        assertThat(jobs.find("build-arm64").orElseThrow()).hasSize(1);
        assertThat(jobs.find("nothing")).isEmpty();
    }

    @Test
    void allOfAJobIsRead() {
        Job job = project().find("build-arm64").orElseThrow().getFirst();

        assertThat(job.image()).isInstanceOf(JobImage.OfTarget.class);
        assertThat(job.commands()).extracting(PlacedText::text).containsExactly("make ARCH=arm64", "make check");
        assertThat(job.shell()).containsExactly("/bin/sh", "-e", "-c");
        assertThat(job.place().workdir().text()).isEqualTo("/src");
        assertThat(job.place().tree()).isEqualTo(Job.Tree.CHECKOUT);
        assertThat(job.environment()).containsExactly(Map.entry("ARCH", "arm64"));
        assertThat(job.inputs()).extracting(PlacedText::text).containsExactly("src/**");
        assertThat(job.artifacts()).extracting(PlacedText::text).containsExactly("dist/arm64/**");
        assertThat(job.limits()).isEqualTo(new Job.Limits(Optional.of(Duration.ofMinutes(90)), 2, 4, 1L << 30));
        assertThat(job.secrets())
                .extracting(secret -> secret.id().text() + " " + secret.variable() + " " + secret.target())
                .containsExactly("TOKEN Optional[TOKEN] Optional.empty", "key Optional.empty Optional[/run/key]");
    }

    @Test
    void aCacheHasTheValuesOfTheJob() {
        JobCache cache =
                project().find("build-arm64").orElseThrow().getFirst().caches().getFirst();

        assertThat(cache.key().text()).isEqualTo("cargo-1.90-arm64");
        assertThat(cache.restoreKeys()).extracting(PlacedText::text).containsExactly("cargo-1.90-", "cargo-");
        assertThat(cache.maxBytes()).isEqualTo(2L << 30);
    }

    @Test
    void aNeedOfABlockIsOneOfAllItsJobs() {
        Jobs jobs = project();
        Job image = jobs.find("image").orElseThrow().getFirst();

        assertThat(image.image().name().text()).isEqualTo("builder:1");
        assertThat(jobs.needed(image)).hasSize(2);
        assertThat(jobs.withNeeds(List.of(image)))
                .extracting(job -> job.name().text())
                .containsExactly("build-amd64", "build-arm64", "image");
    }

    @Test
    void bakeAndTheCachePolicyPassOverJobsAndTheirCaches() {
        SourceFile file = SourceFile.of("slipway.hcl", PROJECT);

        BakeConfig config = BakeReader.read(List.of(file), Plans.surroundings(Map.of()));

        assertThat(config.warnings()).isEmpty();
        assertThat(CachePolicyReader.read(file, Plans.surroundings(Map.of())))
                .hasValueSatisfying(policy -> assertThat(policy.scope()).contains("main"));
    }

    @Test
    void aFileThatBuildxReadsHasNoJobs() {
        SourceFile file =
                SourceFile.of("docker-bake.hcl", "job \"a\" {\n  image = \"x\"\n  commands = [\"true\"]\n}\n");

        assertThatThrownBy(() -> read(file)).isInstanceOf(SourceException.class).hasMessageContaining("Slipway's own");
    }
}
