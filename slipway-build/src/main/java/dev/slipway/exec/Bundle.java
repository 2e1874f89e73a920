// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a container needs in the slot's memory: its configuration, its secrets, its sockets, its network files. */
final class Bundle implements AutoCloseable {
    private final Slot slot;
    private final List<Path> secret = new ArrayList<>();
    private final List<SshForward> forwards = new ArrayList<>();

    private Bundle(Slot slot) {
        this.slot = slot;
    }

    /** What is the same for all containers of a sandbox. */
    record Setting(
            UserNamespace namespace,
            Optional<SeccompProfile> seccomp,
            CompiledSeccomp compiled,
            RuntimeHooks.RootFlags root,
            long capabilities) {
        private RuntimeConfig config(Path folder, String id) {
            RuntimeHooks hooks = new RuntimeHooks(compiled.hook(folder, id), root);
            return new RuntimeConfig(namespace, seccomp, compiled.base64(), hooks, capabilities);
        }
    }

    static Bundle write(Slot slot, String id, ExecSpec spec, Setting setting) {
        Bundle bundle = new Bundle(slot);
        boolean done = false;
        try {
            bundle.writeAll(id, spec, setting);
            done = true;
            return bundle;
        } catch (IOException e) {
            throw new HostException("cannot write the files of a container: " + e, e);
        } finally {
            if (!done) {
                bundle.close();
            }
        }
    }

    private void writeAll(String id, ExecSpec spec, Setting setting) throws IOException {
        Path folder = slot.folder();
        readable("hosts", NetworkFiles.hosts(spec.hostname(), spec.extraHosts()));
        readable("resolv.conf", NetworkFiles.resolvConf(Path.of("/etc/resolv.conf")));
        RuntimeMounts mounts = new RuntimeMounts(folder, makeFiles(spec), slot.proc());
        Json config = setting.config(folder, id).write(spec, mounts);
        Path file = folder.resolve("config.json");
        if (!spec.secretEnv().isEmpty()) {
            secret.add(file);
        }
        Files.write(file, JsonWriter.compactBytes(config));
    }

    private void readable(String name, String text) throws IOException {
        Path file = slot.folder().resolve(name);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Map<Mount, Path> makeFiles(ExecSpec spec) throws IOException {
        Map<Mount, Path> files = new HashMap<>();
        for (Mount mount : spec.mounts()) {
            Path file = slot.folder().resolve("mount" + files.size());
            if (mount instanceof Mount.SecretFile one) {
                write(one, file);
                files.put(mount, file);
            } else if (mount instanceof Mount.SshSocket one && !files.containsKey(mount)) {
                secret.add(file);
                forwards.add(
                        SshForward.listen(one, slot.folder(), file.getFileName().toString()));
                files.put(mount, file);
            }
        }
        return files;
    }

    private void write(Mount.SecretFile one, Path file) throws IOException {
        secret.add(file);
        Files.write(file, one.content().reveal());
        Files.setAttribute(file, "unix:uid", one.uid());
        Files.setAttribute(file, "unix:gid", one.gid());
        Files.setAttribute(file, "unix:mode", one.mode());
    }

    /** Removes what is secret, and lets go of the agents. */
    @Override
    public void close() {
        forwards.forEach(SshForward::close);
        for (Path file : secret) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException _) {
                // it goes with the memory when the sandbox is closed
            }
        }
    }
}
