// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import dev.slipway.text.UrlCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs git for one repository. Credentials of its URL reach git by its environment: on a command line everybody could read
 * them, and in {@code .git/config} they would stay.
 */
public final class GitCommand {
    private final String repository;
    private final Map<String, String> environment;

    public GitCommand(String url, Map<String, String> environment) {
        boolean isHttp = url.startsWith("http://") || url.startsWith("https://");
        Optional<String> credentials = isHttp ? UrlCredentials.of(url) : Optional.empty();
        this.repository = isHttp ? UrlCredentials.removed(url) : url;
        this.environment = new HashMap<>(environment);
        this.environment.put("GIT_TERMINAL_PROMPT", "0");
        credentials.ifPresent(this::lend);
    }

    // a header for all of this server, as git sends it for what a user types in
    private void lend(String credentials) {
        int slash = repository.indexOf('/', repository.indexOf("://") + 3);
        String server = slash < 0 ? repository + "/" : repository.substring(0, slash + 1);
        int index = count(environment.getOrDefault("GIT_CONFIG_COUNT", "0"));
        environment.put("GIT_CONFIG_KEY_" + index, "http." + server + ".extraHeader");
        environment.put("GIT_CONFIG_VALUE_" + index, "Authorization: " + UrlCredentials.basic(credentials));
        environment.put("GIT_CONFIG_COUNT", Integer.toString(index + 1));
    }

    private static int count(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** The repository's URL without credentials, to be used in arguments. */
    public String repository() {
        return repository;
    }

    /** What git prints. */
    public String run(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "advice.detachedHead=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                String verb = arguments[arguments[0].equals("-C") ? 2 : 0];
                throw new RegistryException("git " + verb + " failed: " + UrlCredentials.hidden(output), 0);
            }
            return output;
        } catch (IOException e) {
            throw new HostException("git is not there: apt-get install git", e);
        }
    }
}
