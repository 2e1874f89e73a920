// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.text.Redacted;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One process to run.
 *
 * @param args the command, found on the container's PATH when it has no slash
 * @param env as {@code NAME=value}, in order
 * @param secretEnv further variables whose values are masked in the output
 * @param cwd an absolute path in the container; made when it is not there
 * @param rootfs the root folder, writable; what is written there is the layer
 * @param extraHosts additional lines of {@code /etc/hosts}: name to address
 * @param shmSizeBytes size of {@code /dev/shm}; 64 MiB when empty
 * @param ulimits limits that differ from this machine's
 * @param mayHaveDevices whether device files may stand in the root folder
 * @param terminal whether standard input and output are a terminal; only for interactive runs
 */
public record ExecSpec(
        List<String> args,
        List<String> env,
        Map<String, Redacted> secretEnv,
        String cwd,
        User user,
        Path rootfs,
        List<Mount> mounts,
        Network network,
        Map<String, String> extraHosts,
        OptionalLong shmSizeBytes,
        List<Ulimit> ulimits,
        Security security,
        String hostname,
        boolean mayHaveDevices,
        boolean terminal) {
    /** The host name that BuildKit gives to steps. */
    public static final String BUILD_HOSTNAME = "buildkitsandbox";

    public ExecSpec {
        args = List.copyOf(args);
        env = List.copyOf(env);
        secretEnv = Collections.unmodifiableMap(new LinkedHashMap<>(secretEnv));
        mounts = List.copyOf(mounts);
        ulimits = List.copyOf(ulimits);
        extraHosts = Collections.unmodifiableMap(new LinkedHashMap<>(extraHosts));
        if (args.isEmpty()) {
            throw new IllegalArgumentException("a process needs a command");
        }
    }

    /** A step as plain as can be: root, in {@code /}, the default network, sandboxed. */
    public static Builder builder(Path rootfs, List<String> args) {
        return new Builder(rootfs, args);
    }

    /** Sets what differs from the plain step. */
    public static final class Builder {
        private final Path rootfs;
        private final List<String> args;
        private List<String> env = List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        private Map<String, Redacted> secretEnv = Map.of();
        private String cwd = "/";
        private User user = User.ROOT;
        private List<Mount> mounts = List.of();
        private Network network = Network.DEFAULT;
        private Map<String, String> extraHosts = Map.of();
        private OptionalLong shmSizeBytes = OptionalLong.empty();
        private List<Ulimit> ulimits = List.of();
        private Security security = Security.SANDBOX;
        private String hostname = BUILD_HOSTNAME;
        private boolean mayHaveDevices = true;
        private boolean terminal;

        private Builder(Path rootfs, List<String> args) {
            this.rootfs = rootfs;
            this.args = args;
        }

        public Builder env(List<String> value) {
            env = value;
            return this;
        }

        public Builder secretEnv(Map<String, Redacted> value) {
            secretEnv = value;
            return this;
        }

        public Builder cwd(String value) {
            cwd = value;
            return this;
        }

        public Builder user(User value) {
            user = value;
            return this;
        }

        public Builder mounts(List<Mount> value) {
            mounts = value;
            return this;
        }

        public Builder network(Network value) {
            network = value;
            return this;
        }

        public Builder extraHosts(Map<String, String> value) {
            extraHosts = value;
            return this;
        }

        public Builder shmSizeBytes(OptionalLong value) {
            shmSizeBytes = value;
            return this;
        }

        public Builder ulimits(List<Ulimit> value) {
            ulimits = value;
            return this;
        }

        public Builder security(Security value) {
            security = value;
            return this;
        }

        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        public Builder mayHaveDevices(boolean value) {
            mayHaveDevices = value;
            return this;
        }

        public Builder terminal(boolean value) {
            terminal = value;
            return this;
        }

        public ExecSpec build() {
            return new ExecSpec(
                    args,
                    env,
                    secretEnv,
                    cwd,
                    user,
                    rootfs,
                    mounts,
                    network,
                    extraHosts,
                    shmSizeBytes,
                    ulimits,
                    security,
                    hostname,
                    mayHaveDevices,
                    terminal);
        }
    }
}
