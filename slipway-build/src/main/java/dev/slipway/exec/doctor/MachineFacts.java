// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec.doctor;

import dev.slipway.exec.KernelFile;
import dev.slipway.exec.OciRuntime;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Looks at the machine. Nothing is changed by it; what cannot be found out is said so. It may be called inside a user
 * namespace or outside of it: what concerns plain users is found out for the user {@code USER} names, or the caller.
 */
public final class MachineFacts {
    private static final long LOW_DISK = 5L << 30;

    private final Map<String, String> environment;
    private final Path store;
    private final Probe probe;

    /** @param store the folder (it need not be there yet) whose disk is asked for free space */
    public MachineFacts(Map<String, String> environment, Path store) {
        this.environment = Map.copyOf(environment);
        this.store = store.toAbsolutePath();
        this.probe = new Probe(environment);
    }

    /** All findings, in the order in which to print them; takes well under a second. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.add(kernel());
        all.addAll(runtimes());
        all.add(programs());
        all.add(controlGroups());
        all.add(seccomp());
        all.add(userNamespaces());
        proc().ifPresent(all::add);
        all.add(overlay());
        all.addAll(subordinateIds());
        all.add(foreignArchitectures());
        all.add(disk());
        return all;
    }

    private Finding kernel() {
        String release = KernelFile.read("/proc/sys/kernel/osrelease").orElse("unknown");
        return atLeast(release, 5, 11)
                ? Finding.good("kernel", release)
                : Finding.limited(
                        "kernel",
                        release + ": older than 5.11, plain users cannot mount overlays",
                        "upgrade the kernel, or run as root");
    }

    private static boolean atLeast(String release, int major, int minor) {
        String[] parts = release.split("[.-]", 3);
        try {
            int found = Integer.parseInt(parts[0]);
            return found > major || (found == major && Integer.parseInt(parts[1]) >= minor);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return true;
        }
    }

    private List<Finding> runtimes() {
        List<Finding> found = new ArrayList<>();
        for (OciRuntime.Kind kind : OciRuntime.Kind.values()) {
            probe.program(kind.command()).ifPresent(path -> found.add(runtime(kind, path)));
        }
        if (found.isEmpty()) {
            found.add(Finding.bad("OCI runtime", "neither crun nor runc is installed", "apt-get install crun"));
        }
        return found;
    }

    private Finding runtime(OciRuntime.Kind kind, Path path) {
        String version = probe.output(List.of(path.toString(), "--version"))
                .flatMap(text -> text.lines().findFirst())
                .orElse(kind.command() + ", which does not tell its version");
        boolean slow = kind == OciRuntime.Kind.RUNC && probe.program("crun").isEmpty();
        return slow
                ? Finding.limited(
                        "OCI runtime",
                        version + " (" + path + "), slower than crun by about 30 ms a step",
                        "apt-get install crun")
                : Finding.good("OCI runtime", version + " (" + path + ")");
    }

    private Finding programs() {
        List<String> missing = new ArrayList<>();
        for (String name : List.of("unshare", "nsenter", "setsid", "mount")) {
            if (probe.program(name).isEmpty()) {
                missing.add(name);
            }
        }
        return missing.isEmpty()
                ? Finding.good("util-linux", "unshare, nsenter, setsid, mount")
                : Finding.bad(
                        "util-linux", String.join(", ", missing) + " not found", "apt-get install util-linux mount");
    }

    private Finding controlGroups() {
        boolean unified = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
        boolean hybrid = Files.exists(Path.of("/sys/fs/cgroup/unified/cgroup.controllers"));
        String mode = unified
                ? "v2"
                : hybrid ? "hybrid of v1 and v2" : Files.isDirectory(Path.of("/sys/fs/cgroup")) ? "v1" : "none";
        return Finding.good("cgroups", mode + "; steps run without any, so every kind will do");
    }

    private Finding seccomp() {
        String actions =
                KernelFile.read("/proc/sys/kernel/seccomp/actions_avail").orElse("");
        return actions.contains("errno")
                ? Finding.good("seccomp", "available")
                : Finding.limited(
                        "seccomp",
                        "the kernel has no system call filters: steps run without docker's default filter",
                        "use a kernel with CONFIG_SECCOMP_FILTER=y");
    }

    private Finding userNamespaces() {
        if (KernelFile.read("/proc/sys/kernel/unprivileged_userns_clone")
                .filter("0"::equals)
                .isPresent()) {
            return Finding.limited(
                    "user namespaces",
                    "switched off for plain users, who therefore cannot build",
                    "sysctl -w kernel.unprivileged_userns_clone=1");
        }
        if (KernelFile.read("/proc/sys/user/max_user_namespaces")
                .filter("0"::equals)
                .isPresent()) {
            return Finding.limited("user namespaces", "none are allowed", "sysctl -w user.max_user_namespaces=15000");
        }
        if (KernelFile.read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
                .filter("1"::equals)
                .isPresent()) {
            return Finding.limited(
                    "user namespaces",
                    "restricted by AppArmor for plain users",
                    "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
        }
        return probe.succeeds(List.of("unshare", "--user", "--map-root-user", "--mount", "true"))
                ? Finding.good("user namespaces", "usable")
                : Finding.limited(
                        "user namespaces",
                        "cannot be made: "
                                + probe.complaint(List.of("unshare", "--user", "--map-root-user", "--mount", "true")),
                        "run as root; in a container: docker run --security-opt seccomp=unconfined --security-opt systempaths=unconfined");
    }

    // nothing to say where user namespaces themselves are what is missing
    private Optional<Finding> proc() {
        List<String> unshare = List.of("unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork");
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of("mount", "-t", "proc", "proc", "/proc"));
        if (probe.succeeds(command)) {
            return Optional.of(Finding.good("/proc", "can be mounted anew, in user namespaces too"));
        }
        List<String> nothing = new ArrayList<>(unshare);
        nothing.add("true");
        return probe.succeeds(nothing)
                ? Optional.of(Finding.limited(
                        "/proc",
                        "partly hidden, as in a container: steps of plain users see this one, with all its processes",
                        "start the container with: docker run --security-opt systempaths=unconfined,"
                                + " or podman run --security-opt unmask=ALL"))
                : Optional.empty();
    }

    private Finding overlay() {
        boolean known = KernelFile.read("/proc/filesystems")
                        .filter(text -> text.contains("\toverlay"))
                        .isPresent()
                || probe.succeeds(List.of("modprobe", "--dry-run", "overlay"));
        if (!known) {
            return Finding.bad("overlay", "the kernel does not have the overlay file system", "modprobe overlay");
        }
        // all in a tmpfs that ends with the namespace
        String script = "mount -t tmpfs x /mnt && mkdir /mnt/l /mnt/u /mnt/w /mnt/m"
                + " && mount -t overlay -o lowerdir=/mnt/l,upperdir=/mnt/u,workdir=/mnt/w,userxattr x /mnt/m";
        List<String> command = List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script);
        return probe.succeeds(command)
                ? Finding.good("overlay", "usable, in user namespaces too")
                : Finding.limited(
                        "overlay",
                        "not usable in user namespaces: " + probe.complaint(command),
                        "upgrade to a kernel of at least 5.11, or run as root");
    }

    private List<Finding> subordinateIds() {
        List<Finding> found = new ArrayList<>();
        String user = environment.getOrDefault("USER", System.getProperty("user.name", "root"));
        boolean isRoot = user.equals("root");
        for (String name : List.of("newuidmap", "newgidmap")) {
            if (probe.program(name).isEmpty()) {
                String what = "not found: plain users cannot build";
                String remedy = "apt-get install uidmap";
                found.add(isRoot ? Finding.limited(name, what, remedy) : Finding.bad(name, what, remedy));
            }
        }
        if (isRoot) {
            return found;
        }
        for (String file : List.of("/etc/subuid", "/etc/subgid")) {
            Optional<String> range = KernelFile.read(file)
                    .flatMap(text -> text.lines()
                            .filter(line -> line.startsWith(user + ":") || line.startsWith(uid() + ":"))
                            .findFirst());
            String option = file.endsWith("uid") ? "--add-subuids" : "--add-subgids";
            found.add(range.map(line -> Finding.good(file, line))
                    .orElseGet(() -> Finding.bad(
                            file,
                            "no ids for " + user + ", which are the other users of a build",
                            "usermod " + option + " 100000-165535 " + user)));
        }
        return found;
    }

    private static String uid() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException _) {
            return "";
        }
    }

    private Finding foreignArchitectures() {
        TreeSet<String> handlers = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/sys/fs/binfmt_misc"), "qemu-*")) {
            entries.forEach(entry -> handlers.add(String.valueOf(entry.getFileName())));
        } catch (IOException _) {
            // not mounted
        }
        return handlers.isEmpty()
                ? Finding.limited(
                        "other architectures",
                        "no emulators registered: only this machine's images can be built",
                        "apt-get install qemu-user-static binfmt-support")
                : Finding.good("other architectures", String.join(", ", handlers));
    }

    private Finding disk() {
        Path at = store;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        try {
            long free = Files.getFileStore(at).getUsableSpace();
            String value = (free >> 20) + " MiB free for " + store;
            return free < LOW_DISK
                    ? Finding.limited("disk", value, "slipway cache prune")
                    : Finding.good("disk", value);
        } catch (IOException e) {
            return Finding.bad(
                    "disk", "cannot be read at " + at + ": " + e.getMessage(), "set SLIPWAY_HOME to another folder");
        }
    }
}
