// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsAndConfigTest {
    @TempDir
    private Path folder = Path.of("");

    private DockerCredentials credentials(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
        return DockerCredentials.of(Map.of("DOCKER_CONFIG", folder.toString(), "PATH", folder + ":/bin"), folder);
    }

    private static String shown(Optional<Credential> credential) {
        return switch (credential.orElse(null)) {
            case Credential.Login(var user, var password) ->
                user + ":" + new String(password.reveal(), StandardCharsets.UTF_8);
            case Credential.IdentityToken(var token) ->
                "identity " + new String(token.reveal(), StandardCharsets.UTF_8);
            case Credential.RegistryToken(var token) ->
                "registry " + new String(token.reveal(), StandardCharsets.UTF_8);
            case null -> "none";
        };
    }

    @Test
    void authsAreFoundByTheKeysThatDockerWrites() throws IOException {
        DockerCredentials known = credentials("""
                {"auths": {"https://index.docker.io/v1/": {"auth": "bWU6c2VjcmV0"},
                           "host:5000": {"username": "you", "password": "p:w"},
                           "https://id.example/v2/": {"auth": "", "identitytoken": "abc"}}}""");

        assertThat(shown(known.find("docker.io"))).isEqualTo("me:secret");
        assertThat(shown(known.find("host:5000"))).isEqualTo("you:p:w");
        assertThat(shown(known.find("id.example"))).isEqualTo("identity abc");
        assertThat(shown(known.find("other"))).isEqualTo("none");
        assertThat(known.find("docker.io").orElseThrow().toString()).doesNotContain("secret");
    }

    @Test
    void helperIsAskedByNameOfTheServer() throws IOException {
        Path helper = folder.resolve("docker-credential-test");
        Files.writeString(helper, """
                #!/bin/sh
                read server
                [ "$server" = ask.example ] || { echo "credentials not found in native keychain"; exit 1; }
                echo '{"Username": "<token>", "Secret": "s"}'
                """);
        assertThat(helper.toFile().setExecutable(true)).isTrue();
        DockerCredentials known =
                credentials("{\"credsStore\": \"test\", \"credHelpers\": {\"gone.example\": \"missing\"}}");

        assertThat(shown(known.find("ask.example"))).isEqualTo("identity s");
        assertThat(shown(known.find("other.example"))).isEqualTo("none");
        assertThatThrownBy(() -> known.find("gone.example"))
                .hasMessageContaining("cannot run docker-credential-missing")
                .hasMessageContaining("install it, or take it out");
    }

    @Test
    void mirrorsAndInsecureRegistriesAreRead() {
        RegistryConfig config = RegistryConfig.parse(SourceFile.of("config.json", """
                {"registries": {"docker.io": {"mirrors": ["127.0.0.1:5055", "https://m.example/hub/"]},
                                "lax.example": {"insecure": true}}}"""));

        assertThat(config.mirrors("docker.io"))
                .extracting(Endpoint::base)
                .containsExactly("http://127.0.0.1:5055", "https://m.example/hub");
        assertThat(config.itself("docker.io").base()).isEqualTo("https://registry-1.docker.io");
        assertThat(config.itself("lax.example").insecure()).isTrue();
        assertThat(config.itself("localhost:5000").isPlain()).isTrue();
        assertThat(config.itself("127.0.0.1.example.com").isPlain()).isFalse();
    }

    @Test
    void wrongConfigurationsSayWhatIsExpected() {
        for (String json : List.of(
                "{",
                "[]",
                "{\"registry\":{}}",
                "{\"registries\":{\"a\":{\"mirror\":[]}}}",
                "{\"registries\":{\"a\":{\"mirrors\":[\"a b\"]}}}",
                "{\"registries\":{\"a\":{\"insecure\":1}}}")) {
            assertThatThrownBy(() -> RegistryConfig.parse(SourceFile.of("config.json", json)))
                    .as(json)
                    .isInstanceOf(SourceException.class);
        }
    }

    @Test
    void challengesOfAnyShapeAreRead() {
        List<Challenge> all = Challenge.parse(
                List.of("Basic realm=\"a, b\", Bearer realm=\"https://t/x\",service=s , scope=\"repository:a:pull\""));

        assertThat(all).extracting(Challenge::scheme).containsExactly("basic", "bearer");
        assertThat(all.get(1).parameter("realm")).contains("https://t/x");
        assertThat(all.get(0).parameter("realm")).contains("a, b");
    }
}
