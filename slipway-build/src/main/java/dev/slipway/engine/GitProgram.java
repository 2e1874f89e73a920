// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.text.HostException;
import dev.slipway.text.Redacted;
import dev.slipway.text.RegistryException;
import dev.slipway.text.UrlCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs git itself, so that the user's own settings hold, and never asks anything. What proves who we are stands neither in
 * an argument, which everybody on the machine can read, nor in a repository's settings, which may get into a layer: it is
 * in the program's environment.
 */
final class GitProgram {
    private static final int NOT_FOUND = 127;

    private final Map<String, String> environment;
    private final Secrets secrets;

    GitProgram(Map<String, String> environment, Secrets secrets) {
        this.environment = environment;
        this.secrets = secrets;
    }

    /** The URL as it may stand in an argument: without a user's name and token. */
    static String bare(String repository) {
        return isHttp(repository) ? UrlCredentials.removed(repository) : repository;
    }

    private static boolean isHttp(String repository) {
        return repository.startsWith("https://") || repository.startsWith("http://");
    }

    // scheme and host, as the settings of git name it
    private static String server(String repository) {
        String bare = bare(repository);
        int slash = bare.indexOf('/', bare.indexOf("://") + 3);
        return slash < 0 ? bare : bare.substring(0, slash);
    }

    /**
     * Runs it to its end.
     *
     * @param repository whose server it speaks to, for the credentials
     * @return what it printed
     * @throws RegistryException if it failed
     */
    String run(String repository, String... arguments) throws InterruptedException {
        // files of a checkout are as under the usual umask, whatever ours is
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", "umask 022; exec git -c advice.detachedHead=false \"$@\"", "git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        header(repository).ifPresent(value -> addHeader(builder.environment(), repository, value));
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                int status = ChildOutput.await(process, (buffer, length) -> bytes.write(buffer, 0, length));
                String output = bytes.toString(StandardCharsets.UTF_8).strip();
                if (status == NOT_FOUND) {
                    throw new HostException("git is not there: apt-get install git");
                }
                if (status != 0) {
                    String name = arguments[arguments[0].equals("-C") ? 2 : 0];
                    throw new RegistryException(
                            "git " + name + " failed: " + UrlCredentials.hidden(output) + remedy(repository, output),
                            0);
                }
                return output;
            } finally {
                ChildOutput.end(process);
            }
        } catch (IOException e) {
            throw new HostException("cannot run git: " + e.getMessage(), e);
        }
    }

    private String remedy(String repository, String output) {
        boolean isUnknown = output.contains("could not read Username") || output.contains("Authentication failed");
        if (!isUnknown || !isHttp(repository)) {
            return "";
        }
        return header(repository).isPresent()
                ? "\nthe server refuses the token that it was given"
                : "\nthe server wants to know who asks: give it a token with --secret id=GIT_AUTH_TOKEN,env=NAME";
    }

    // for this server alone: a submodule of another one must not get it
    private static void addHeader(Map<String, String> variables, String repository, String value) {
        int count = number(variables.getOrDefault("GIT_CONFIG_COUNT", "0"));
        variables.put("GIT_CONFIG_COUNT", Integer.toString(count + 1));
        variables.put("GIT_CONFIG_KEY_" + count, "http." + server(repository) + "/.extraheader");
        variables.put("GIT_CONFIG_VALUE_" + count, "Authorization: " + value);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    // BuildKit's secrets, those for the host first; else what the URL holds
    private Optional<String> header(String repository) {
        if (!isHttp(repository)) {
            return Optional.empty();
        }
        String server = server(repository);
        String host = server.substring(server.indexOf("://") + 3);
        return secret("GIT_AUTH_HEADER", host)
                .or(() -> secret("GIT_AUTH_TOKEN", host).map(token -> "Basic " + encoded("x-access-token:" + token)))
                .or(() -> UrlCredentials.of(repository).map(UrlCredentials::basic));
    }

    private Optional<String> secret(String id, String server) {
        return secrets.secret(id + "." + server)
                .or(() -> secrets.secret(id))
                .map(Redacted::reveal)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
