// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.words.Variables;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MountResolverTest {
    private static final RunMount.Ownership NOBODY =
            new RunMount.Ownership(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    static List<String[]> refused() {
        return Golden.rows("mounts-refused.txt");
    }

    private static Parsed<Optional<RunMount>> resolve(String options) {
        SourceFile source = SourceFile.of("Dockerfile", "FROM scratch\nRUN --mount=" + options + " make\n");
        Dockerfile dockerfile = DockerfileParser.parse(source).orThrow();
        Instruction.Run run =
                (Instruction.Run) dockerfile.stages().getFirst().instructions().getFirst();
        Variables variables = Variables.of(Map.of("DIR", "/var/cache", "TYPE", "cache"));
        return run.flags()
                .mounts()
                .getFirst()
                .resolve((Word word) ->
                        WordExpander.ofWords('\\').expand(word, variables).orThrow());
    }

    private static RunMount mount(String options) {
        return resolve(options).orThrow().orElseThrow();
    }

    @Test
    void aMountWithoutTypeIsABindThatIsReadOnly() {
        assertThat(mount("from=base,src=a,dst=/b")).isEqualTo(new RunMount.Bind(Optional.of("base"), "a", "/b", true));
        assertThat(mount("target=/b,rw")).isEqualTo(new RunMount.Bind(Optional.empty(), "", "/b", false));
        assertThat(mount("target=/b,readwrite=false")).isEqualTo(new RunMount.Bind(Optional.empty(), "", "/b", true));
    }

    @Test
    void theTargetNamesACacheThatHasNoId() {
        assertThat(mount("type=$TYPE,target=$DIR/x/"))
                .isEqualTo(new RunMount.Cache(
                        "/var/cache/x", Optional.empty(), "", "/var/cache/x/", RunMount.Sharing.SHARED, false, NOBODY));
    }

    @Test
    void aCacheKeepsAllItsOptions() {
        assertThat(mount("type=cache,id=c,target=/c,sharing=LOCKED,ro,from=seed,source=d,uid=1,gid=2,mode=0750"))
                .isEqualTo(new RunMount.Cache(
                        "c",
                        Optional.of("seed"),
                        "d",
                        "/c",
                        RunMount.Sharing.LOCKED,
                        true,
                        new RunMount.Ownership(OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(0750))));
    }

    @Test
    void sizesOfMemoryHaveUnits() {
        assertThat(mount("type=tmpfs,target=/t,size=1.5g"))
                .isEqualTo(new RunMount.Tmpfs("/t", OptionalLong.of(3L << 29)));
        assertThat(mount("type=tmpfs,target=/t,size=64MiB"))
                .isEqualTo(new RunMount.Tmpfs("/t", OptionalLong.of(64L << 20)));
        assertThat(mount("type=tmpfs,target=/t")).isEqualTo(new RunMount.Tmpfs("/t", OptionalLong.empty()));
    }

    @Test
    void aSecretLiesInRunSecretsUnlessItIsSaidElsewhere() {
        assertThat(mount("type=secret,id=a/token"))
                .isEqualTo(new RunMount.Secret(
                        "a/token", Optional.of("/run/secrets/token"), Optional.empty(), false, NOBODY));
        assertThat(mount("type=secret,target=/etc/pw,required"))
                .isEqualTo(new RunMount.Secret("pw", Optional.of("/etc/pw"), Optional.empty(), true, NOBODY));
        assertThat(mount("type=secret,id=t,env=TOKEN"))
                .isEqualTo(new RunMount.Secret("t", Optional.empty(), Optional.of("TOKEN"), false, NOBODY));
        assertThat(mount("type=secret,id=t,env=TOKEN,target=/t"))
                .isEqualTo(new RunMount.Secret("t", Optional.of("/t"), Optional.of("TOKEN"), false, NOBODY));
    }

    @Test
    void anSshMountUsesTheDefaultAgent() {
        assertThat(mount("type=ssh")).isEqualTo(new RunMount.Ssh("default", Optional.empty(), false, NOBODY));
        assertThat(mount("type=ssh,id=git,required=true,target=/s"))
                .isEqualTo(new RunMount.Ssh("git", Optional.of("/s"), true, NOBODY));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anImpossibleMountIsRefused(String options, String expected) {
        Parsed<Optional<RunMount>> resolved = resolve(options);

        assertThat(resolved.value()).isEmpty();
        assertThat(resolved.diagnostics().getFirst().summary()).isEqualTo(expected);
    }

    @Test
    void theCaretStandsUnderTheOption() {
        assertThat(DiagnosticRenderer.render(resolve("type=cache,targt=/x").diagnostics()))
                .isEqualTo("""
                Dockerfile:2:24: error: unexpected key 'targt' in mount
                 1 | FROM scratch
                 2 | RUN --mount=type=cache,targt=/x make
                   |                        ^^^^^ did you mean "target"?
                """);
    }
}
