// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.text.HostException;
import dev.slipway.text.Redacted;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Docker's configuration file: {@code auths}, {@code credHelpers}, {@code credsStore}. Read at the first question, not
 * before; each answer is remembered.
 */
public final class DockerCredentials implements CredentialSource {
    private static final String HUB_KEY = "https://index.docker.io/v1/";

    private final Path file;
    private final CredentialHelper helper;
    private final Map<String, Optional<Credential>> known = new ConcurrentHashMap<>();
    private @Nullable Json config;

    private DockerCredentials(Path file, CredentialHelper helper) {
        this.file = file;
        this.helper = helper;
    }

    /** The file of {@code REGISTRY_AUTH_FILE}, of {@code DOCKER_CONFIG}, or {@code ~/.docker/config.json}. */
    public static DockerCredentials of(Map<String, String> environment, Path home) {
        String chosen = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        Path docker = folder.isEmpty() ? home.resolve(".docker") : Path.of(folder);
        Path file = chosen.isEmpty() ? docker.resolve("config.json") : Path.of(chosen);
        return new DockerCredentials(file, new CredentialHelper(environment));
    }

    @Override
    public Optional<Credential> find(String registry) {
        Optional<Credential> before = known.get(registry);
        if (before != null) {
            return before;
        }
        // a helper takes its time, so not within computeIfAbsent; two that ask at once get the same answer
        Optional<Credential> found = look(registry);
        known.put(registry, found);
        return found;
    }

    private Optional<Credential> look(String registry) {
        Json json = config();
        for (String key : keys(registry)) {
            Optional<String> program = json.get("credHelpers").flatMap(helpers -> helpers.text(key));
            if (program.isPresent()) {
                return helper.ask(program.get(), key);
            }
        }
        Optional<String> store = json.text("credsStore").filter(name -> !name.isEmpty());
        for (String key : keys(registry)) {
            Optional<Credential> found = store.flatMap(name -> helper.ask(name, key));
            if (found.isEmpty()) {
                found = inFile(json, key);
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    // what docker, podman and others write for one registry
    private static List<String> keys(String registry) {
        return registry.equals("docker.io")
                ? List.of(HUB_KEY, "docker.io", "index.docker.io", "registry-1.docker.io")
                : List.of(registry, "https://" + registry, "http://" + registry);
    }

    private Optional<Credential> inFile(Json json, String key) {
        for (Map.Entry<String, Json> entry : json.members("auths").entrySet()) {
            if (trimmed(entry.getKey()).equals(trimmed(key))) {
                return credential(entry.getValue(), entry.getKey());
            }
        }
        return Optional.empty();
    }

    // "https://registry.example.com/v2/" and "registry.example.com" are one
    private static String trimmed(String key) {
        String host =
                key.startsWith("https://") ? key.substring(8) : key.startsWith("http://") ? key.substring(7) : key;
        int slash = host.indexOf('/');
        return slash < 0 ? host : host.substring(0, slash);
    }

    private Optional<Credential> credential(Json entry, String key) {
        Optional<String> identity = entry.text("identitytoken").filter(text -> !text.isEmpty());
        if (identity.isPresent()) {
            return Optional.of(new Credential.IdentityToken(redacted(identity.get())));
        }
        Optional<String> token = entry.text("registrytoken").filter(text -> !text.isEmpty());
        if (token.isPresent()) {
            return Optional.of(new Credential.RegistryToken(redacted(token.get())));
        }
        Optional<String> user = entry.text("username").filter(text -> !text.isEmpty());
        if (user.isPresent()) {
            return Optional.of(login(user.get(), entry.text("password").orElse("")));
        }
        return entry.text("auth").filter(text -> !text.isEmpty()).map(text -> decode(text, key));
    }

    private Credential decode(String auth, String key) {
        try {
            String pair = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                String password = pair.substring(colon + 1);
                // docker has written NULs at the end
                int end = password.length();
                while (end > 0 && password.charAt(end - 1) == 0) {
                    end--;
                }
                return login(pair.substring(0, colon), password.substring(0, end));
            }
        } catch (IllegalArgumentException _) {
            // the same message
        }
        throw new UsageException(file + ": auths: the \"auth\" of " + key
                + " is not user:password in base64; log in again with \"docker login\"");
    }

    static Credential login(String user, String password) {
        return user.equals("<token>")
                ? new Credential.IdentityToken(redacted(password))
                : new Credential.Login(user, redacted(password));
    }

    private static Redacted redacted(String text) {
        return new Redacted(text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Json config() {
        Json read = config == null ? read() : config;
        config = read;
        return read;
    }

    private Json read() {
        try {
            return JsonParser.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Json.object().build();
        } catch (JsonSyntaxException e) {
            throw new UsageException(file + " is not JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new HostException("cannot read the credentials in " + file + ": " + e.getMessage(), e);
        }
    }
}
