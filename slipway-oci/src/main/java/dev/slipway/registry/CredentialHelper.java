// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs {@code docker-credential-NAME get}: the server on its input, JSON on its output. */
final class CredentialHelper {
    private static final int MAX_ANSWER = 1 << 20;
    private static final long PATIENCE_SECONDS = 60;

    private final Map<String, String> environment;

    CredentialHelper(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Empty when the helper has nothing for the server. */
    Optional<Credential> ask(String name, String server) {
        String program = "docker-credential-" + name;
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new HostException("docker's configuration names the credential helper \"" + name
                    + "\", which is no name of a program");
        }
        try {
            return run(program, server);
        } catch (IOException e) {
            throw new HostException(
                    "cannot run " + program + ", which docker's configuration names for " + server
                            + ": install it, or take it out of the configuration (" + e.getMessage() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(program + " was interrupted", e);
        }
    }

    private Optional<Credential> run(String program, String server) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(path(program), "get");
        builder.environment().clear();
        builder.environment().putAll(environment);
        // what it has to say to the user it may say; only the answer is ours
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write((server + "\n").getBytes(StandardCharsets.UTF_8));
            }
            byte[] answer;
            try (InputStream out = process.getInputStream()) {
                answer = out.readNBytes(MAX_ANSWER);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it did not end");
            }
            return read(program, server, process.exitValue(), answer);
        } finally {
            process.destroyForcibly();
        }
    }

    // by our PATH, not by that of the program's new environment
    private String path(String program) throws IOException {
        for (String folder :
                environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin").split(":", -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        throw new IOException("no such program in PATH");
    }

    private static Optional<Credential> read(String program, String server, int status, byte[] answer)
            throws IOException {
        String text = new String(answer, StandardCharsets.UTF_8).strip();
        if (status != 0) {
            // the protocol tells absence by this text on standard output
            if (text.startsWith("credentials not found")) {
                return Optional.empty();
            }
            throw new IOException("it failed with status " + status);
        }
        try {
            Json json = JsonParser.parse(text);
            String user = json.text("Username").orElse("");
            String secret = json.text("Secret").orElse("");
            return user.isEmpty() && secret.isEmpty()
                    ? Optional.empty()
                    : Optional.of(DockerCredentials.login(user, secret));
        } catch (JsonSyntaxException e) {
            throw new IOException(program + " gave no JSON for " + server, e);
        }
    }
}
