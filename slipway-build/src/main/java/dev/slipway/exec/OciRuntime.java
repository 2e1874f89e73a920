// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.text.HostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that starts containers (OCI runtime specification). */
public record OciRuntime(Kind kind, Path program) {
    /** The runtimes whose ways we know, best first. */
    public enum Kind {
        /** In C; starts a container in about 5 ms. */
        CRUN("crun"),
        /** In Go; about 40 ms. */
        RUNC("runc");

        private final String command;

        Kind(String command) {
            this.command = command;
        }

        /** The program's usual name. */
        public String command() {
            return command;
        }
    }

    /**
     * The best runtime of this machine, or the one that {@code SLIPWAY_RUNTIME} (a name or a path) asks for.
     *
     * @throws HostException if there is none; the message has the command that installs one
     */
    public static OciRuntime find(Map<String, String> environment) {
        String wanted = environment.getOrDefault("SLIPWAY_RUNTIME", "");
        Optional<OciRuntime> found = wanted.isEmpty() ? any(environment) : named(wanted, environment);
        return found.orElseThrow(() -> new HostException(
                (wanted.isEmpty() ? "no OCI runtime found" : "the OCI runtime " + wanted + " is not there")
                        + ": install one, for example with: apt-get install crun"));
    }

    private static Optional<OciRuntime> any(Map<String, String> environment) {
        for (Kind kind : Kind.values()) {
            Optional<OciRuntime> found =
                    ProgramPath.find(kind.command(), environment).map(p -> new OciRuntime(kind, p));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<OciRuntime> named(String wanted, Map<String, String> environment) {
        Optional<Path> program = wanted.contains("/")
                ? Optional.of(Path.of(wanted)).filter(Files::isExecutable)
                : ProgramPath.find(wanted, environment);
        return program.map(path -> new OciRuntime(wanted.endsWith("runc") ? Kind.RUNC : Kind.CRUN, path));
    }

    /** The command to which a sub-command is added; {@code folder} is where it may keep its state. */
    List<String> command(Path folder) {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "--root", folder.resolve("state").toString()));
        switch (kind) {
            case CRUN -> command.add("--cgroup-manager=disabled");
            case RUNC -> command.add("--rootless=true");
        }
        command.addAll(List.of("--log", log(folder).toString(), "--log-format", "json"));
        return command;
    }

    /** The file to which it writes what went wrong. */
    static Path log(Path folder) {
        return folder.resolve("log");
    }
}
