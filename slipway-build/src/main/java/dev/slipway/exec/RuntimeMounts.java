// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.json.Json;
import dev.slipway.text.BugException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is mounted into a container: the kernel's file systems, the files about the network, and what the process asks for.
 * A mount that is asked for takes the place of one of ours on the same target.
 *
 * @param folder where the files for this container are
 * @param files the file of each secret, the socket of each SSH agent
 * @param proc what is shown at {@code /proc}
 */
record RuntimeMounts(Path folder, Map<Mount, Path> files, ProcMount proc) {
    private static final long DEFAULT_SHM = 64 << 20;
    private static final List<String> NETWORK_FILES = List.of("/etc/resolv.conf", "/etc/hosts");

    List<Json> entries(ExecSpec spec, UserNamespace namespace) {
        List<Json> all = new ArrayList<>(kernel(spec, namespace));
        all.add(readOnlyFile("/etc/resolv.conf", folder.resolve("resolv.conf")));
        all.add(readOnlyFile("/etc/hosts", folder.resolve("hosts")));
        spec.mounts().forEach(mount -> all.add(entry(mount)));
        return withoutDoubles(all);
    }

    // the last on a target counts
    private static List<Json> withoutDoubles(List<Json> all) {
        Set<String> seen = new HashSet<>();
        List<Json> kept = new ArrayList<>();
        for (Json one : all.reversed()) {
            if (seen.add(one.text("destination").orElseThrow())) {
                kept.addFirst(one);
            }
        }
        return kept;
    }

    private List<Json> kernel(ExecSpec spec, UserNamespace namespace) {
        String pts = namespace == UserNamespace.SINGLE ? "mode=0620" : "mode=0620,gid=5";
        // a size that was asked for makes it a mount like any other, as BuildKit has it
        Json shm = spec.shmSizeBytes().isPresent()
                ? mount(
                        "/dev/shm",
                        "tmpfs",
                        "tmpfs",
                        "nosuid,mode=1777,size=" + spec.shmSizeBytes().getAsLong())
                : mount("/dev/shm", "tmpfs", "shm", "nosuid,noexec,nodev,mode=1777,size=" + DEFAULT_SHM);
        return List.of(
                procMount(),
                mount("/dev", "tmpfs", "tmpfs", "nosuid,strictatime,mode=755,size=65536k"),
                mount("/dev/pts", "devpts", "devpts", "nosuid,noexec,newinstance,ptmxmode=0666," + pts),
                shm,
                mount("/dev/mqueue", "mqueue", "mqueue", "nosuid,noexec,nodev"),
                sys(spec, namespace));
    }

    private Json procMount() {
        return switch (proc) {
            case OWN -> mount("/proc", "proc", "proc", "nosuid,noexec,nodev");
            case OUTER -> mount("/proc", "none", "/proc", "rbind,nosuid,noexec,nodev");
        };
    }

    // sysfs belongs to the network: who does not own the network namespace may show it but not mount it anew
    private static Json sys(ExecSpec spec, UserNamespace namespace) {
        String mode = spec.security() == Security.INSECURE ? "rw" : "ro";
        return namespace == UserNamespace.INITIAL || spec.network() == Network.NONE
                ? mount("/sys", "sysfs", "sysfs", "nosuid,noexec,nodev," + mode)
                : mount("/sys", "none", "/sys", "rbind,nosuid,noexec,nodev," + mode);
    }

    private static Json readOnlyFile(String target, Path source) {
        return mount(target, "bind", source.toString(), "rbind,ro,nosuid,noexec,nodev");
    }

    private Json entry(Mount mount) {
        return switch (mount) {
            case Mount.Bind bind ->
                mount(
                        bind.target(),
                        "bind",
                        bind.source().toString(),
                        bind.readOnly() ? "rbind,nodev,ro" : "rbind,nodev,rw");
            case Mount.Tmpfs tmpfs -> mount(tmpfs.target(), "tmpfs", "tmpfs", options(tmpfs));
            case Mount.SecretFile _, Mount.SshSocket _ ->
                mount(mount.target(), "bind", file(mount).toString(), "rbind,ro,nosuid,nodev,noexec");
        };
    }

    private Path file(Mount mount) {
        Path file = files.get(mount);
        if (file == null) {
            throw new BugException("nothing was made for " + mount.target());
        }
        return file;
    }

    private static String options(Mount.Tmpfs tmpfs) {
        String size =
                tmpfs.sizeBytes().isPresent() ? ",size=" + tmpfs.sizeBytes().getAsLong() : "";
        return "nosuid,nodev,mode=" + Integer.toOctalString(tmpfs.mode()) + size;
    }

    private static Json mount(String target, String type, String source, String options) {
        return Json.object()
                .put("destination", target)
                .put("type", type)
                .put("source", source)
                .put("options", Json.ofTexts(List.of(options.split(",", -1))))
                .build();
    }

    /** The mount points that the root folder itself must have: not those inside another mount. */
    static List<MountStubs.Target> targets(ExecSpec spec) {
        List<MountStubs.Target> targets = new ArrayList<>();
        List<String> above = new ArrayList<>(List.of("/proc", "/dev", "/sys"));
        NETWORK_FILES.forEach(file -> targets.add(new MountStubs.Target(file, false)));
        for (Mount mount : spec.mounts()) {
            if (above.stream().noneMatch(target -> mount.target().startsWith(target + "/"))) {
                targets.add(new MountStubs.Target(mount.target(), isFolder(mount)));
            }
            above.add(mount.target());
        }
        return targets;
    }

    private static boolean isFolder(Mount mount) {
        return switch (mount) {
            case Mount.Bind bind -> Files.isDirectory(bind.source());
            case Mount.Tmpfs _ -> true;
            case Mount.SecretFile _, Mount.SshSocket _ -> false;
        };
    }
}
