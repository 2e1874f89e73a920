// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes {@code config.json} (OCI runtime specification) as BuildKit does for a step: docker's capabilities, filter and
 * hidden kernel files, but without control groups, and on the machine's own network.
 *
 * @param seccomp the filter, unless the runtime has none
 * @param compiledSeccomp the filter in the form that only crun takes, in base64, which spares compiling it every time
 * @param hooks commands that the runtime runs when a sandboxed container is made
 * @param capabilities those that we may give away at all, a bit for each number
 */
record RuntimeConfig(
        UserNamespace namespace,
        Optional<SeccompProfile> seccomp,
        Optional<String> compiledSeccomp,
        RuntimeHooks hooks,
        long capabilities) {
    private static final List<String> CAPABILITIES = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "FSETID",
            "FOWNER",
            "MKNOD",
            "NET_RAW",
            "SETGID",
            "SETUID",
            "SETFCAP",
            "SETPCAP",
            "NET_BIND_SERVICE",
            "SYS_CHROOT",
            "KILL",
            "AUDIT_WRITE");
    // by number, linux/capability.h
    private static final List<String> ALL_CAPABILITIES =
            List.of(("CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL"
                            + " SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK"
                            + " IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE"
                            + " SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE"
                            + " MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE")
                    .split(" ", -1));
    private static final List<String> MASKED = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/sys/firmware",
            "/sys/devices/virtual/powercap");
    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    /** The whole configuration; {@code files} are the mounts of files that were written for this container. */
    Json write(ExecSpec spec, RuntimeMounts mounts) {
        boolean sandboxed = spec.security() == Security.SANDBOX;
        Json.Builder config = Json.object()
                .put("ociVersion", "1.0.2")
                .put("process", process(spec))
                .put("root", Json.object().put("path", spec.rootfs().toString()).build())
                .put("hostname", spec.hostname())
                .put("mounts", Json.ofItems(mounts.entries(spec, namespace)))
                .put("linux", linux(spec, sandboxed));
        if (sandboxed) {
            hooks.of(spec, seccomp.isPresent()).ifPresent(value -> config.put("hooks", value));
        }
        if (sandboxed && seccomp.isPresent() && compiledSeccomp.isPresent()) {
            config.put(
                    "annotations",
                    Json.object()
                            .put("run.oci.seccomp_bpf_data", compiledSeccomp.get())
                            .build());
        }
        return config.build();
    }

    private Json process(ExecSpec spec) {
        Json.Builder process = Json.object()
                .put("terminal", spec.terminal())
                .put("user", user(spec.user()))
                .put("args", Json.ofTexts(spec.args()))
                .put("env", Json.ofTexts(environment(spec)))
                .put("cwd", spec.cwd())
                .put("capabilities", capabilities(spec.security()))
                .put("noNewPrivileges", false);
        if (!spec.ulimits().isEmpty()) {
            process.put(
                    "rlimits",
                    Json.ofItems(
                            spec.ulimits().stream().map(RuntimeConfig::rlimit).toList()));
        }
        return process.build();
    }

    private Json user(User user) {
        Json.Builder json = Json.object().put("uid", user.uid()).put("gid", user.gid());
        if (namespace != UserNamespace.SINGLE) {
            List<Json> groups = new ArrayList<>(List.of(Json.of(user.gid())));
            user.groups().stream().filter(gid -> gid != user.gid()).forEach(gid -> groups.add(Json.of(gid)));
            json.put("additionalGids", Json.ofItems(groups));
        }
        return json.build();
    }

    private static List<String> environment(ExecSpec spec) {
        List<String> env = new ArrayList<>(spec.env());
        spec.secretEnv().forEach((name, value) -> env.add(name + "=" + text(value.reveal())));
        if (env.stream().noneMatch(one -> one.startsWith("HOME="))) {
            env.add("HOME=" + spec.user().home());
        }
        if (spec.terminal() && env.stream().noneMatch(one -> one.startsWith("TERM="))) {
            env.add("TERM=xterm");
        }
        return env;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private Json capabilities(Security security) {
        List<String> names = switch (security) {
            case SANDBOX -> CAPABILITIES;
            case INSECURE -> ALL_CAPABILITIES;
        };
        Json list = Json.ofTexts(names.stream()
                .filter(this::available)
                .map(name -> "CAP_" + name)
                .toList());
        return Json.object()
                .put("bounding", list)
                .put("effective", list)
                .put("permitted", list)
                .build();
    }

    private boolean available(String capability) {
        return ((capabilities >>> ALL_CAPABILITIES.indexOf(capability)) & 1) != 0;
    }

    private static Json rlimit(Ulimit limit) {
        return Json.object()
                .put("type", "RLIMIT_" + limit.name().toUpperCase(Locale.ROOT))
                .put("hard", unsigned(limit.hard()))
                .put("soft", unsigned(limit.soft()))
                .build();
    }

    // -1 is "no limit", which the specification writes as the largest number of 64 bits
    private static Json unsigned(long value) {
        return new Json.Num(Long.toUnsignedString(value));
    }

    private Json linux(ExecSpec spec, boolean sandboxed) {
        List<Json> namespaces = new ArrayList<>();
        for (String type : List.of("pid", "ipc", "uts", "mount")) {
            namespaces.add(Json.object().put("type", type).build());
        }
        if (spec.network() == Network.NONE) {
            namespaces.add(Json.object().put("type", "network").build());
        }
        Json.Builder linux = Json.object().put("namespaces", Json.ofItems(namespaces));
        if (sandboxed) {
            linux.putTexts("maskedPaths", MASKED).putTexts("readonlyPaths", READ_ONLY);
            seccomp.filter(_ -> compiledSeccomp.isEmpty()).ifPresent(value -> linux.put("seccomp", value.json()));
        }
        return linux.build();
    }
}
