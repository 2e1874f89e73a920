// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The filter of system calls for sandboxed processes, as {@code linux.seccomp} of a container's configuration: what docker
 * allows to a container with its default capabilities, but that device files can be made of harmless devices only. (Docker
 * lets all be made and has a control group deny their use; we have no control groups.)
 */
final class SeccompProfile {
    private static final String ALLOW = "SCMP_ACT_ALLOW";
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    // new namespaces, linux/sched.h: NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET, NEWCGROUP
    private static final long CLONE_NEW = 0x7E020000L;
    // linux/personality.h: the default, UNAME26 and PER_LINUX32 alone and together, and "only tell me"
    private static final List<Long> PERSONALITIES = List.of(0x0L, 0x8L, 0x20000L, 0x20008L, 0xffffffffL);
    // sys/socket.h: all address families up to 45 but AF_ALG (38) and AF_VSOCK (40)
    private static final int FIRST_REFUSED_FAMILY = 38;
    private static final List<Long> MORE_FAMILIES = List.of(39L, 41L, 42L, 43L, 44L, 45L);
    private static final long S_IFMT = 0xF000;
    private static final long S_IFCHR = 0x2000;
    // regular files by both their names, FIFOs, sockets
    private static final List<Long> PLAIN_NODES = List.of(0L, 0x8000L, 0x1000L, 0xC000L);
    // whiteouts, null, zero, full, random, urandom, tty, console, ptmx
    private static final List<Long> DEVICES =
            List.of(0L, 0x103L, 0x105L, 0x107L, 0x108L, 0x109L, 0x500L, 0x501L, 0x502L);

    /**
     * Names this filter, for what is kept of it: the beginning of the digest of what it says for all machines. (A test
     * tells the right value; to find it out here would cost every build.)
     */
    static final String EDITION = "0ff1a42616f1338e";

    private final String architecture;

    private SeccompProfile(String architecture) {
        this.architecture = architecture;
    }

    /** @param machine the machine's architecture as Java names it ({@code os.arch}) */
    static SeccompProfile forMachine(String machine) {
        return new SeccompProfile(docker(machine));
    }

    Json json() {
        List<Json> rules = new ArrayList<>();
        rules.add(rule(SystemCalls.allowed(architecture)));
        cloneRules(architecture, rules);
        rules.add(rule(List.of("socket"), argument(0, FIRST_REFUSED_FAMILY, "SCMP_CMP_LT")));
        MORE_FAMILIES.forEach(family -> rules.add(rule(List.of("socket"), equal(0, family))));
        PERSONALITIES.forEach(value -> rules.add(rule(List.of("personality"), equal(0, value))));
        nodeRules("mknod", 1, rules);
        nodeRules("mknodat", 2, rules);
        return Json.object()
                .put("defaultAction", "SCMP_ACT_ERRNO")
                .put("defaultErrnoRet", EPERM)
                .putTexts("architectures", architectures(architecture))
                .put("syscalls", Json.ofItems(rules))
                .build();
    }

    private static void cloneRules(String architecture, List<Json> rules) {
        int flags = architecture.equals("s390x") ? 1 : 0;
        rules.add(rule(List.of("clone"), masked(flags, CLONE_NEW, 0)));
        // its flags are behind a pointer: "no such call" makes the C library take clone
        rules.add(Json.object()
                .putTexts("names", List.of("clone3"))
                .put("action", "SCMP_ACT_ERRNO")
                .put("errnoRet", ENOSYS)
                .build());
    }

    private static void nodeRules(String call, int mode, List<Json> rules) {
        PLAIN_NODES.forEach(kind -> rules.add(rule(List.of(call), masked(mode, S_IFMT, kind))));
        DEVICES.forEach(
                device -> rules.add(rule(List.of(call), masked(mode, S_IFMT, S_IFCHR), equal(mode + 1, device))));
    }

    private static Json rule(List<String> names, Json... arguments) {
        Json.Builder rule = Json.object().putTexts("names", names).put("action", ALLOW);
        if (arguments.length > 0) {
            rule.put("args", Json.ofItems(List.of(arguments)));
        }
        return rule.build();
    }

    private static Json equal(int index, long value) {
        return argument(index, value, "SCMP_CMP_EQ");
    }

    private static Json masked(int index, long mask, long value) {
        return Json.object()
                .put("index", index)
                .put("value", mask)
                .put("valueTwo", value)
                .put("op", "SCMP_CMP_MASKED_EQ")
                .build();
    }

    private static Json argument(int index, long value, String operator) {
        return Json.object()
                .put("index", index)
                .put("value", value)
                .put("op", operator)
                .build();
    }

    private static String docker(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    // with those whose programs the machine runs as well
    private static List<String> architectures(String architecture) {
        return switch (architecture) {
            case "amd64" -> List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32");
            case "arm64" -> List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM");
            case "s390x" -> List.of("SCMP_ARCH_S390X", "SCMP_ARCH_S390");
            case "ppc64le" -> List.of("SCMP_ARCH_PPC64LE");
            case "riscv64" -> List.of("SCMP_ARCH_RISCV64");
            default -> List.of();
        };
    }
}
