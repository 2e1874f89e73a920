// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a container of the image starts: OCI's {@code config} with docker's additions. Empty strings and lists are absent,
 * as in Go.
 *
 * @param exposedPorts such as {@code 80/tcp}
 * @param env such as {@code PATH=/bin}, in order
 * @param others members that we don't know, kept
 */
public record ContainerConfig(
        String user,
        List<String> exposedPorts,
        List<String> env,
        List<String> entrypoint,
        List<String> cmd,
        List<String> volumes,
        String workingDir,
        Map<String, String> labels,
        String stopSignal,
        boolean argsEscaped,
        Optional<Healthcheck> healthcheck,
        List<String> onBuild,
        List<String> shell,
        Map<String, Json> others) {
    public static final ContainerConfig EMPTY = new Builder().build();

    private static final Set<String> KNOWN = Set.of(
            "User",
            "ExposedPorts",
            "Env",
            "Entrypoint",
            "Cmd",
            "Volumes",
            "WorkingDir",
            "Labels",
            "StopSignal",
            "ArgsEscaped",
            "Healthcheck",
            "OnBuild",
            "Shell");

    public ContainerConfig {
        exposedPorts = List.copyOf(exposedPorts);
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        volumes = List.copyOf(volumes);
        labels = Ordered.copy(labels);
        onBuild = List.copyOf(onBuild);
        shell = List.copyOf(shell);
        others = Ordered.copy(others);
    }

    static ContainerConfig read(Members members) throws MalformedImageException {
        Optional<Members> check = members.object("Healthcheck");
        return new ContainerConfig(
                members.textOrEmpty("User"),
                members.names("ExposedPorts"),
                members.texts("Env"),
                members.texts("Entrypoint"),
                members.texts("Cmd"),
                members.names("Volumes"),
                members.textOrEmpty("WorkingDir"),
                members.textMap("Labels"),
                members.textOrEmpty("StopSignal"),
                members.flag("ArgsEscaped"),
                check.isPresent() ? Optional.of(Healthcheck.read(check.get())) : Optional.empty(),
                members.texts("OnBuild"),
                members.texts("Shell"),
                members.except(KNOWN));
    }

    /** Members in the order of docker's {@code DockerOCIImageConfig}; the keys of maps sorted. */
    Json toJson() {
        Json.Builder out = Json.object();
        HistoryEntry.putUnlessEmpty(out, "User", user);
        putSet(out, "ExposedPorts", exposedPorts);
        out.putTexts("Env", env).putTexts("Entrypoint", entrypoint).putTexts("Cmd", cmd);
        putSet(out, "Volumes", volumes);
        HistoryEntry.putUnlessEmpty(out, "WorkingDir", workingDir);
        out.putTexts("Labels", Ordered.sorted(labels));
        HistoryEntry.putUnlessEmpty(out, "StopSignal", stopSignal);
        if (argsEscaped) {
            out.put("ArgsEscaped", true);
        }
        healthcheck.ifPresent(check -> out.put("Healthcheck", check.toJson()));
        out.putTexts("OnBuild", onBuild).putTexts("Shell", shell);
        others.forEach(out::put);
        return out.build();
    }

    private static void putSet(Json.Builder out, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            Json.Builder set = Json.object();
            Ordered.sorted(values).forEach(value -> set.put(value, Json.object().build()));
            out.put(name, set.build());
        }
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Sets one value after the other. Not for use by several threads. */
    public static final class Builder {
        private String user = "";
        private List<String> exposedPorts = List.of();
        private List<String> env = List.of();
        private List<String> entrypoint = List.of();
        private List<String> cmd = List.of();
        private List<String> volumes = List.of();
        private String workingDir = "";
        private Map<String, String> labels = Map.of();
        private String stopSignal = "";
        private boolean argsEscaped;
        private Optional<Healthcheck> healthcheck = Optional.empty();
        private List<String> onBuild = List.of();
        private List<String> shell = List.of();
        private Map<String, Json> others = Map.of();

        public Builder() {}

        private Builder(ContainerConfig from) {
            user = from.user;
            exposedPorts = from.exposedPorts;
            env = from.env;
            entrypoint = from.entrypoint;
            cmd = from.cmd;
            volumes = from.volumes;
            workingDir = from.workingDir;
            labels = from.labels;
            stopSignal = from.stopSignal;
            argsEscaped = from.argsEscaped;
            healthcheck = from.healthcheck;
            onBuild = from.onBuild;
            shell = from.shell;
            others = from.others;
        }

        public Builder user(String value) {
            user = value;
            return this;
        }

        public Builder exposedPorts(List<String> values) {
            exposedPorts = values;
            return this;
        }

        public Builder env(List<String> values) {
            env = values;
            return this;
        }

        public Builder entrypoint(List<String> values) {
            entrypoint = values;
            return this;
        }

        public Builder cmd(List<String> values) {
            cmd = values;
            return this;
        }

        public Builder volumes(List<String> values) {
            volumes = values;
            return this;
        }

        public Builder workingDir(String value) {
            workingDir = value;
            return this;
        }

        public Builder labels(Map<String, String> values) {
            labels = values;
            return this;
        }

        public Builder stopSignal(String value) {
            stopSignal = value;
            return this;
        }

        public Builder argsEscaped(boolean value) {
            argsEscaped = value;
            return this;
        }

        public Builder healthcheck(Optional<Healthcheck> value) {
            healthcheck = value;
            return this;
        }

        public Builder onBuild(List<String> values) {
            onBuild = values;
            return this;
        }

        public Builder shell(List<String> values) {
            shell = values;
            return this;
        }

        public ContainerConfig build() {
            return new ContainerConfig(
                    user,
                    exposedPorts,
                    env,
                    entrypoint,
                    cmd,
                    volumes,
                    workingDir,
                    labels,
                    stopSignal,
                    argsEscaped,
                    healthcheck,
                    onBuild,
                    shell,
                    others);
        }
    }
}
