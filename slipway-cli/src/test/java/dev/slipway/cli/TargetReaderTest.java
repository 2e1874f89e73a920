// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.export.Destination;
import dev.slipway.export.OutputSpec;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Outcome;
import dev.slipway.text.SourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetReaderTest {
    private static BuildOptions read(String body) {
        return BakeTargets.options(body);
    }

    @Test
    void policiesAreRefusedUnlessTheyAreDisabled() {
        assertThatThrownBy(() -> BakeTargets.options("policy = [\"filename=p.rego\"]"))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        fault -> assertThat(fault.outcome()).isEqualTo(Outcome.USAGE))
                .hasMessageContaining("policies are not evaluated yet");
        assertThatCode(() -> BakeTargets.options("policy = [\"disabled=true\"]"))
                .doesNotThrowAnyException();
    }

    @Test
    void anEmptyTargetIsThisFolderBuiltIntoTheStore() {
        BuildOptions options = read("");

        assertThat(options.source().context()).isEqualTo(new BuildInput.Folder(Path.of(".")));
        assertThat(options.source().dockerfile()).isEqualTo(new DockerfileSource.InContext());
        assertThat(options.isQuestion()).isFalse();
        assertThat(options.outputs())
                .singleElement()
                .isInstanceOfSatisfying(
                        OutputSpec.Image.class,
                        image -> assertThat(image.push()).isFalse());
    }

    @Test
    void theDockerfileIsLookedForInTheContext() {
        assertThat(read("context = \"src\"\ndockerfile = \"main/File\"")
                        .source()
                        .dockerfile())
                .isEqualTo(new DockerfileSource.At("src/main/File"));
        assertThat(read("context = \"src\"\ndockerfile = \"cwd://pom.xml\"")
                        .source()
                        .dockerfile())
                .isEqualTo(new DockerfileSource.At(
                        Path.of("pom.xml").toAbsolutePath().toString()));
        assertThat(read("dockerfile-inline = \"FROM scratch\"").source().dockerfile())
                .isEqualTo(new DockerfileSource.Inline("dockerfile-inline of app", "FROM scratch"));
    }

    @Test
    void contextsAreOfAllKinds() {
        List<BuildContextSpec> named = read("""
                        contexts = {
                          a = "target:other"
                          b = "docker-image://busybox"
                          c = "cwd://src"
                          d = "https://example.org/x.git#main"
                        }
                        }
                        target "other" {
                        """).source().namedContexts();

        assertThat(named)
                .containsExactly(
                        new BuildContextSpec.Target("a", "other"),
                        new BuildContextSpec.Image("b", "busybox"),
                        new BuildContextSpec.Folder("c", Path.of("src")),
                        new BuildContextSpec.Remote("d", "https://example.org/x.git#main"));
    }

    @Test
    void outputsAreThoseOfBuild() {
        BuildOptions options = read("""
                tags = ["app:1"]
                output = ["type=oci,dest=target/x.tar", { type = "image", push = true }, "out"]
                """);

        assertThat(options.outputs())
                .hasSize(3)
                .anySatisfy(output -> assertThat(output)
                        .isInstanceOfSatisfying(
                                OutputSpec.Oci.class,
                                oci -> assertThat(oci.destination())
                                        .isEqualTo(new Destination.At(Path.of("target/x.tar")))));
        assertThat(options.outputs())
                .anySatisfy(
                        output -> assertThat(output).isEqualTo(new OutputSpec.Local(Path.of("out"), Optional.empty())));
    }

    @Test
    void whatStepsGetIsThatOfBuild() {
        BuildOptions options = read("""
                network = "none"
                shm-size = "64m"
                ulimits = ["nofile=10:20"]
                extra-hosts = { db = "10.0.0.1" }
                no-cache = true
                no-cache-filter = ["one", "two"]
                platforms = ["linux/arm64"]
                entitlements = ["security.insecure"]
                """);

        assertThat(options.steps().shmSizeBytes()).contains(64L << 20);
        assertThat(options.steps().hosts()).containsExactly(new HostEntry("db", "10.0.0.1"));
        assertThat(options.steps().ulimits())
                .singleElement()
                .satisfies(limit -> assertThat(limit.hard()).isEqualTo(20));
        assertThat(options.caching().noCache()).isTrue();
        assertThat(options.caching().noCacheFilter()).containsExactly("one", "two");
        assertThat(options.platforms()).singleElement().hasToString("linux/arm64");
        assertThat(options.allowed()).containsExactly(Entitlement.SECURITY_INSECURE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tags = [\"UPPER\"] | \"tags\" of target \"app\": the name of an image is in lower case: UPPER",
                "context = \"no-such\" | \"context\" of target \"app\": the context folder is not there: no-such",
                "output = [\"type=image,push=true\"] | \"output\" of target \"app\": an image to push needs a name",
                "output = [\"type=imag\"] | \"output\" of target \"app\": there is no output of type \"imag\"",
                "platforms = [\"linux/amd65\"] | \"platforms\" of target \"app\": \"linux/amd65\" is no platform",
                "network = \"bridge\" | \"network\" of target \"app\": there is no network \"bridge\"",
                "attest = [\"type=sbom\"] | \"attest\" of target \"app\": attestations are not there yet",
                "call = \"chekc\" | \"call\" of target \"app\": there is no method \"chekc\"",
                "entitlements = [\"device\"] | \"entitlements\" of target \"app\": devices are not lent to steps yet",
                "contexts = { a = \"nowhere\" } | \"contexts\" of target \"app\": there is no such folder",
            })
    void whatIsWrongIsToldAtItsPlaceInTheFile(String body, String message) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(SourceException.class, failure -> {
            assertThat(failure.outcome()).isEqualTo(Outcome.SOURCE);
            assertThat(DiagnosticRenderer.render(failure.diagnostics()))
                    .startsWith("docker-bake.hcl:2:")
                    .contains(message);
        });
    }
}
