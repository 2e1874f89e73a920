// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.export.Destination;
import dev.slipway.export.OutputSpec;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What targets may do to this machine: {@code --allow}. A bake file may come from someone else, so what it reads and writes
 * outside of the working folder, and what its steps may do, is asked for.
 */
final class BakePrivileges {
    private static final String NO_FOLDERS = "BUILDX_BAKE_ENTITLEMENTS_FS";
    private static final List<String> KNOWN =
            List.of("fs.read", "fs.write", "fs", "network.host", "security.insecure", "ssh");
    /** Those that buildx takes and nothing asks for. */
    private static final List<String> IDLE = List.of("image", "image.push", "image.load");

    private final Io io;
    private final Set<Entitlement> allowed = EnumSet.noneOf(Entitlement.class);
    private final List<Path> readable = new ArrayList<>();
    private final List<Path> writable = new ArrayList<>();
    private boolean agentIsAllowed;

    /** @param given the values of {@code --allow} */
    BakePrivileges(List<Argument> given, Io io) {
        this.io = io;
        readable.add(Paths.real(Path.of("")));
        writable.add(Paths.real(Path.of("")));
        given.forEach(this::allow);
    }

    private void allow(Argument value) {
        int equals = value.text().indexOf('=');
        String key = equals < 0 ? value.text() : value.text().substring(0, equals);
        switch (key) {
            case "network.host" -> allowed.add(Entitlement.NETWORK_HOST);
            case "security.insecure" -> allowed.add(Entitlement.SECURITY_INSECURE);
            case "ssh" -> agentIsAllowed = true;
            case "fs" -> {
                readable.add(path(value, equals));
                writable.add(path(value, equals));
            }
            case "fs.read" -> readable.add(path(value, equals));
            case "fs.write" -> writable.add(path(value, equals));
            case "device" -> throw value.error("devices are not lent to steps yet", "leave it out");
            default -> {
                if (!IDLE.contains(key)) {
                    throw value.error(
                            "there is no privilege \"" + CommandLine.printable(key) + "\"",
                            Suggestion.didYouMean(key, KNOWN).orElse("expected: " + String.join(", ", KNOWN)));
                }
            }
        }
    }

    private static Path path(Argument value, int equals) {
        if (equals < 0 || equals + 1 == value.text().length()) {
            throw value.error("the path is missing", "expected: fs.read=PATH, fs.write=PATH or fs=PATH");
        }
        String text = value.text().substring(equals + 1);
        return text.equals("*") ? Path.of("/") : Paths.real(Path.of(text));
    }

    /**
     * Makes sure that all targets keep to what was allowed; on a terminal it is asked for.
     *
     * @throws UsageException if one does not
     */
    void require(Collection<BuildOptions> targets) {
        Wanted wanted = new Wanted();
        targets.forEach(wanted::add);
        List<String> flags = new ArrayList<>();
        List<String> told = new ArrayList<>();
        wanted.list(told, flags);
        if (flags.isEmpty()) {
            return;
        }
        String options = "--allow=" + String.join(" --allow=", flags);
        String message = "the targets ask for more than bake may give them:\n  " + String.join("\n  ", told);
        if (!io.terminals().in() || !isGranted(message, options)) {
            throw new UsageException(message + "\ngive it with " + options);
        }
    }

    private boolean isGranted(String message, String options) {
        io.err().println(message);
        io.err().println("To give it without being asked: " + options);
        io.err().print("Give it now and go on? [y/N] ");
        io.err().flush();
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(io.in(), StandardCharsets.UTF_8));
            String answer = reader.readLine();
            return answer != null && answer.strip().equalsIgnoreCase("y");
        } catch (IOException _) {
            return false;
        }
    }

    /** What the targets want and was not allowed. */
    private final class Wanted {
        private final Set<Entitlement> privileges = EnumSet.noneOf(Entitlement.class);
        private final Set<String> reads = new TreeSet<>();
        private final Set<String> writes = new TreeSet<>();
        private boolean agent;

        void add(BuildOptions target) {
            target.allowed().stream()
                    .filter(privilege -> !allowed.contains(privilege))
                    .forEach(privileges::add);
            if (io.variable(NO_FOLDERS).equals("0") || io.variable(NO_FOLDERS).equals("false")) {
                return;
            }
            folders(target.source());
            for (SecretSpec secret : target.secrets()) {
                if (secret.source() instanceof SecretSpec.Source.File(var path)) {
                    read(path);
                }
            }
            for (SshSpec key : target.ssh()) {
                key.paths().forEach(this::read);
                agent |= key.paths().isEmpty() && !agentIsAllowed;
            }
            for (OutputSpec output : target.outputs()) {
                written(output).ifPresent(this::write);
            }
        }

        private void folders(BuildOptions.Source source) {
            if (source.dockerfile() instanceof DockerfileSource.OnMachine(var file)) {
                read(Path.of(file));
            }
            if (source.context() instanceof BuildInput.Folder(var path)) {
                read(path);
                if (source.dockerfile() instanceof DockerfileSource.At(var file)) {
                    read(Path.of(file));
                }
            }
            for (BuildContextSpec context : source.namedContexts()) {
                if (context instanceof BuildContextSpec.Folder(var _, var path)) {
                    read(path);
                } else if (context instanceof BuildContextSpec.OciLayout layout) {
                    read(layout.path());
                }
            }
        }

        private void read(Path path) {
            note(path, readable, reads);
        }

        private void write(Path path) {
            note(path, writable, writes);
        }

        private static void note(Path path, List<Path> good, Set<String> missing) {
            Path real = Paths.real(path);
            if (good.stream().noneMatch(real::startsWith)) {
                missing.add(shown(real));
            }
        }

        void list(List<String> told, List<String> flags) {
            for (Entitlement privilege : privileges) {
                told.add(
                        privilege == Entitlement.NETWORK_HOST
                                ? "steps with the network of this machine"
                                : "privileged steps, which can change this machine");
                flags.add(privilege.word());
            }
            if (agent) {
                told.add("the SSH agent");
                flags.add("ssh");
            }
            Set<String> all = new TreeSet<>(reads);
            all.addAll(writes);
            for (String path : all) {
                boolean both = reads.contains(path) && writes.contains(path);
                String what = both ? "reading and writing " : reads.contains(path) ? "reading " : "writing ";
                String key = both ? "fs=" : reads.contains(path) ? "fs.read=" : "fs.write=";
                told.add(what + path);
                flags.add(key + path);
            }
        }
    }

    private static Optional<Path> written(OutputSpec output) {
        Optional<Destination> to = switch (output) {
            case OutputSpec.Local local -> Optional.of(new Destination.At(local.folder()));
            case OutputSpec.Tar tar -> Optional.of(tar.destination());
            case OutputSpec.Oci oci -> Optional.of(oci.destination());
            case OutputSpec.Docker docker -> docker.destination();
            case OutputSpec.Image _, OutputSpec.Registry _, OutputSpec.CacheOnly _ -> Optional.empty();
        };
        return to.isPresent() && to.get() instanceof Destination.At(var path) ? Optional.of(path) : Optional.empty();
    }

    // relative where that is not longer, as buildx shows it
    private static String shown(Path real) {
        Path here = Paths.real(Path.of(""));
        String relative = here.relativize(real).toString();
        return relative.startsWith("../../")
                        || relative.length() > real.toString().length()
                ? real.toString()
                : relative;
    }
}
