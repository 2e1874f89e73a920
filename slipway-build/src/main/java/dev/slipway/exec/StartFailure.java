// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.text.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Says in the user's words why a command could not be started, from what the two runtimes say. */
final class StartFailure {
    private static final String RUNC_PREFIX = "unable to start container process: ";
    // what only the machine can be blamed for, in both runtimes' messages
    private static final List<String> MACHINE =
            List.of("operation not permitted", "cgroup", "clone", "seccomp", "namespace", "newuidmap", "newgidmap");

    private StartFailure() {}

    /**
     * @param message the runtime's own words
     * @throws HostException if it is not the command that is wrong but the machine
     */
    static String explain(String message, ExecSpec spec) {
        String lower = message.toLowerCase(Locale.ROOT);
        String command = spec.args().getFirst();
        if (lower.contains("exec format error")) {
            return "exec " + command + ": exec format error" + format(spec);
        }
        if (lower.contains("not found in $path") && !command.contains("/")) {
            return "exec: \"" + command + "\": executable file not found in $PATH";
        }
        if (lower.startsWith("exec ") && lower.contains("no such file")) {
            return "exec " + command
                    + ": no such file or directory: the interpreter or dynamic loader that it names is not in the image";
        }
        if (lower.contains("executable") || lower.contains("exec:")) {
            return "exec: \"" + command + "\": " + reason(lower);
        }
        if (lower.contains("chdir") || lower.contains("cwd") || lower.contains("mkdir " + spec.cwd())) {
            return "cannot enter the working folder " + spec.cwd() + ": " + reason(lower);
        }
        if (MACHINE.stream().anyMatch(lower::contains)) {
            throw new HostException("the OCI runtime cannot start a container: " + message
                    + "; \"slipway doctor\" tells what this machine lacks");
        }
        return message.contains(RUNC_PREFIX)
                ? message.substring(message.indexOf(RUNC_PREFIX) + RUNC_PREFIX.length())
                : message;
    }

    private static String reason(String lower) {
        for (String known : List.of("no such file or directory", "permission denied", "not a directory")) {
            if (lower.contains(known) || (known.startsWith("no such") && lower.contains("not found"))) {
                return known;
            }
        }
        return lower.contains("is a directory") || lower.contains("operation not permitted")
                ? "not an executable file"
                : lower;
    }

    private static String format(ExecSpec spec) {
        int machine = elfMachine(spec);
        if (machine == 0) {
            return ": it is neither a program nor a script with a #! line";
        }
        String architecture = architecture(machine);
        return ": it is a program for " + architecture + ", not for this machine; to run such: "
                + "apt-get install qemu-user-static binfmt-support";
    }

    // the e_machine field of the ELF header, 0 when the command is not an ELF file with a path of its own
    private static int elfMachine(ExecSpec spec) {
        try (InputStream in = Files.newInputStream(program(spec))) {
            byte[] header = in.readNBytes(20);
            boolean elf = header.length == 20 && header[0] == 0x7f && header[1] == 'E' && header[2] == 'L';
            boolean bigEndian = elf && header[5] == 2;
            if (!elf) {
                return 0;
            }
            int low = header[bigEndian ? 19 : 18] & 0xff;
            int high = header[bigEndian ? 18 : 19] & 0xff;
            return high * 256 + low;
        } catch (IOException _) {
            return 0;
        }
    }

    private static Path program(ExecSpec spec) throws IOException {
        String command = spec.args().getFirst();
        if (command.contains("/")) {
            return RootPath.resolve(spec.rootfs(), command.startsWith("/") ? command : spec.cwd() + "/" + command);
        }
        for (String variable : spec.env()) {
            if (variable.startsWith("PATH=")) {
                for (String folder : variable.substring("PATH=".length()).split(":", -1)) {
                    Path candidate = RootPath.resolve(spec.rootfs(), folder + "/" + command);
                    if (Files.isRegularFile(candidate)) {
                        return candidate;
                    }
                }
            }
        }
        return spec.rootfs().resolve(command);
    }

    // elf.h, EM_*
    private static String architecture(int machine) {
        return switch (machine) {
            case 3 -> "386";
            case 20 -> "ppc";
            case 21 -> "ppc64le";
            case 22 -> "s390x";
            case 40 -> "arm";
            case 62 -> "amd64";
            case 183 -> "arm64";
            case 243 -> "riscv64";
            case 258 -> "loong64";
            default -> "ELF machine " + machine;
        };
    }
}
