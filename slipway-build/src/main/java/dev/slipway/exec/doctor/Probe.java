// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tries programs of the machine. */
final class Probe {
    private static final String SYSTEM = ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String path;

    Probe(Map<String, String> environment) {
        path = environment.getOrDefault("PATH", "") + SYSTEM;
    }

    private record Run(int code, String text) {}

    Optional<Path> program(String name) {
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "/" : folder, name);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** What a command prints; empty if it fails. */
    Optional<String> output(List<String> command) {
        Run run = run(command);
        return run.code() == 0 ? Optional.of(run.text()) : Optional.empty();
    }

    boolean succeeds(List<String> command) {
        return run(command).code() == 0;
    }

    /** The last line of what a failing command prints. */
    String complaint(List<String> command) {
        return run(command).text().lines().reduce((_, last) -> last).orElse("no reason given");
    }

    private static Run run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Run(-1, "it takes too long");
            }
            return new Run(process.exitValue(), text.strip());
        } catch (IOException e) {
            return new Run(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Run(-1, "interrupted");
        }
    }
}
