// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.exec.doctor.Finding;
import dev.slipway.registry.RegistryConfig;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.HostException;
import dev.slipway.text.SourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code slipway doctor} tells about registries: the mirrors that are set, and whether each can be reached. */
final class RegistryFindings {
    private static final String TOPIC = "registry mirrors";
    private static final int PATIENCE_MILLIS = 2000;

    private final Map<String, String> environment;
    private final Path home;

    RegistryFindings(Map<String, String> environment) {
        this.environment = environment;
        this.home = Path.of(environment.getOrDefault("HOME", "/root"));
    }

    List<Finding> findings() {
        Optional<Path> file = RegistryConfig.file(environment, home);
        try {
            RegistryConfig config = RegistryConfig.load(environment, home);
            List<Finding> findings = new ArrayList<>();
            new TreeMap<>(config.registries())
                    .forEach((name, registry) ->
                            registry.mirrors().forEach(mirror -> findings.add(of(name, mirror, file.orElseThrow()))));
            return findings.isEmpty() ? List.of(none(file)) : findings;
        } catch (SourceException e) {
            return List.of(broken(DiagnosticRenderer.render(e.diagnostics()).strip(), file));
        } catch (HostException e) {
            return List.of(broken(String.valueOf(e.getMessage()), file));
        }
    }

    private static Finding none(Optional<Path> file) {
        String where = file.map(path -> path + " sets none").orElse("none set");
        return new Finding(Finding.Grade.GOOD, TOPIC, where + ": registries are asked themselves", Optional.empty());
    }

    private static Finding broken(String why, Optional<Path> file) {
        String remedy = "mend " + file.map(Path::toString).orElse("the configuration") + " (docs/configuration.md)";
        return new Finding(Finding.Grade.BAD, TOPIC, why.lines().findFirst().orElse(""), Optional.of(remedy));
    }

    private static Finding of(String registry, String mirror, Path file) {
        String value = registry + " by " + mirror;
        Optional<String> fault = fault(mirror);
        return fault.isEmpty()
                ? new Finding(Finding.Grade.GOOD, TOPIC, value + ", which answers", Optional.empty())
                : new Finding(
                        Finding.Grade.LIMITED,
                        TOPIC,
                        value + ": " + fault.get(),
                        Optional.of("start it, or take it out of " + file));
    }

    private static Optional<String> fault(String mirror) {
        URI uri = URI.create(mirror.contains("://") ? mirror : "https://" + mirror);
        int usual = "http".equals(uri.getScheme()) ? 80 : 443;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), PATIENCE_MILLIS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Reasons.of(e));
        }
    }
}
