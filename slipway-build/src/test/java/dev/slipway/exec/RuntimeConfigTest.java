// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Hasher;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.text.Redacted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RuntimeConfigTest {
    private static final long ALL = -1L;
    private static final Path FOLDER = Path.of("/store/run/bundle");

    private static RuntimeConfig config(UserNamespace namespace) {
        return new RuntimeConfig(namespace, Optional.empty(), Optional.empty(), RuntimeHooks.NONE, ALL);
    }

    private static String written(RuntimeConfig config, ExecSpec spec, Map<Mount, Path> secrets) {
        return JsonWriter.pretty(config.write(spec, new RuntimeMounts(FOLDER, secrets, ProcMount.OWN))) + "\n";
    }

    private static ExecSpec.Builder spec() {
        return ExecSpec.builder(Path.of("/store/mnt/1"), List.of("/bin/sh", "-c", "make"));
    }

    /** Compares with a file; {@code -Dslipway.golden=update} writes it. */
    private static void assertGolden(String name, String text) throws IOException {
        if ("update".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(Path.of("src/test/resources/dev/slipway/exec", name), text);
        }
        try (InputStream in = RuntimeConfigTest.class.getResourceAsStream(name)) {
            assertThat(in).as("golden file %s", name).isNotNull();
            assertThat(text).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void plainStepIsAsTheGoldenFileHasIt() throws IOException {
        assertGolden("plain.json", written(config(UserNamespace.INITIAL), spec().build(), Map.of()));
    }

    @Test
    void stepWithEverythingIsAsTheGoldenFileHasIt() throws IOException {
        Mount secret = new Mount.SecretFile(new Redacted(new byte[] {1}), "/run/secrets/k", 5, 6, 0400);
        Mount agent = new Mount.SshSocket(Path.of("/tmp/agent"), "/run/buildkit/ssh_agent.0", 0, 0, 0600);
        ExecSpec spec = spec().env(List.of("PATH=/bin", "HOME=/h"))
                .cwd("/src")
                .user(new User(1000, 1001, List.of(1001, 44), "/home/app"))
                .mounts(List.of(
                        new Mount.Bind(Path.of("/store/cache/1"), "/root/.cache", false),
                        new Mount.Bind(Path.of("/context"), "/src", true),
                        new Mount.Tmpfs("/tmp", OptionalLong.of(1024), 01777),
                        secret,
                        agent))
                .network(Network.NONE)
                .shmSizeBytes(OptionalLong.of(1 << 30))
                .ulimits(List.of(new Ulimit("nofile", 1024, -1)))
                .hostname("builder")
                .build();

        assertGolden(
                "everything.json",
                written(
                        config(UserNamespace.RANGE),
                        spec,
                        Map.of(secret, FOLDER.resolve("mount0"), agent, FOLDER.resolve("mount1"))));
    }

    @Test
    void insecureStepHasAllCapabilitiesAndSeesAll() {
        ExecSpec spec = spec().security(Security.INSECURE).build();
        Json linux = config(UserNamespace.INITIAL)
                .write(spec, new RuntimeMounts(FOLDER, Map.of(), ProcMount.OWN))
                .get("linux")
                .orElseThrow();

        assertThat(linux.members("linux")).isEmpty();
        assertThat(linux.get("maskedPaths")).isEmpty();
        assertThat(linux.get("readonlyPaths")).isEmpty();
        assertThat(linux.get("seccomp")).isEmpty();
    }

    @Test
    void capabilitiesThatWeLackAreNotGiven() {
        RuntimeConfig poor =
                new RuntimeConfig(UserNamespace.INITIAL, Optional.empty(), Optional.empty(), RuntimeHooks.NONE, 0b11L);
        Json config = poor.write(
                spec().security(Security.INSECURE).build(), new RuntimeMounts(FOLDER, Map.of(), ProcMount.OWN));

        assertThat(config.get("process")
                        .orElseThrow()
                        .get("capabilities")
                        .orElseThrow()
                        .texts("bounding"))
                .containsExactly("CAP_CHOWN", "CAP_DAC_OVERRIDE");
    }

    @Test
    void rootThatCrunWouldOpenForDevicesIsClosedAgainUnlessInsecureOrWithout() {
        RuntimeHooks hooks = new RuntimeHooks(Optional.empty(), RuntimeHooks.RootFlags.FORGOTTEN);
        RuntimeConfig config = new RuntimeConfig(UserNamespace.INITIAL, Optional.empty(), Optional.empty(), hooks, ALL);
        RuntimeMounts mounts = new RuntimeMounts(FOLDER, Map.of(), ProcMount.OWN);

        assertThat(JsonWriter.compact(config.write(spec().build(), mounts))).contains("remount,bind,nodev");
        assertThat(config.write(spec().security(Security.INSECURE).build(), mounts)
                        .get("hooks"))
                .isEmpty();
        assertThat(config.write(spec().mayHaveDevices(false).build(), mounts).get("hooks"))
                .isEmpty();
    }

    @Test
    void outerProcIsBoundWhereNoneCanBeMounted() {
        Json proc = config(UserNamespace.RANGE)
                .write(spec().build(), new RuntimeMounts(FOLDER, Map.of(), ProcMount.OUTER))
                .items("mounts")
                .getFirst();

        assertThat(proc.text("source")).contains("/proc");
        assertThat(proc.texts("options")).containsExactly("rbind", "nosuid", "noexec", "nodev");
    }

    @Test
    void mountThatIsAskedForTakesThePlaceOfOurs() {
        ExecSpec spec = spec().mounts(List.of(new Mount.Tmpfs("/dev/shm"))).build();
        List<Json> mounts = config(UserNamespace.INITIAL)
                .write(spec, new RuntimeMounts(FOLDER, Map.of(), ProcMount.OWN))
                .items("mounts");

        assertThat(mounts.stream().filter(mount -> mount.text("destination").equals(Optional.of("/dev/shm"))))
                .hasSize(1);
        assertThat(mounts.getLast().text("destination")).contains("/dev/shm");
    }

    @Test
    void secretVariableIsInTheEnvironment() {
        ExecSpec spec = spec().secretEnv(Map.of("TOKEN", new Redacted("v".getBytes(StandardCharsets.UTF_8))))
                .build();

        assertThat(config(UserNamespace.INITIAL)
                        .write(spec, new RuntimeMounts(FOLDER, Map.of(), ProcMount.OWN))
                        .get("process")
                        .orElseThrow()
                        .texts("env"))
                .contains("TOKEN=v");
        assertThat(spec.toString()).doesNotContain("TOKEN=v");
    }

    @Test
    void mountPointsInsideOtherMountsNeedNoStub() {
        ExecSpec spec = spec().mounts(
                        List.of(new Mount.Tmpfs("/a"), new Mount.Tmpfs("/a/b"), new Mount.Tmpfs("/dev/x")))
                .build();

        assertThat(RuntimeMounts.targets(spec))
                .extracting(MountStubs.Target::path)
                .containsExactly("/etc/resolv.conf", "/etc/hosts", "/a");
    }

    @Test
    void filterAllowsWhatDockerAllows() {
        Json amd64 = SeccompProfile.forMachine("amd64").json();
        List<String> plain = amd64.items("syscalls").getFirst().texts("names");

        assertThat(plain)
                .contains("openat2", "ptrace", "chroot", "arch_prctl", "close_range")
                .hasSizeGreaterThan(350);
        assertThat(plain).doesNotContain("mount", "bpf", "unshare", "keyctl", "io_uring_setup", "kexec_load", "mknod");
        assertThat(amd64.texts("architectures")).contains("SCMP_ARCH_X86_64", "SCMP_ARCH_X86");
        assertThat(SeccompProfile.forMachine("aarch64")
                        .json()
                        .items("syscalls")
                        .getFirst()
                        .texts("names"))
                .contains("cacheflush")
                .doesNotContain("arch_prctl");
    }

    @Test
    void changedFilterHasAnotherEdition() {
        Hasher all = new Hasher();
        for (String machine : List.of("x86_64", "aarch64", "s390x", "ppc64le", "riscv64", "arm")) {
            all.update(
                    JsonWriter.compactBytes(SeccompProfile.forMachine(machine).json()));
        }

        assertThat(SeccompProfile.EDITION).isEqualTo(all.digest().hex().substring(0, 16));
    }

    @Test
    void userNamespaceIsToldByItsMap() {
        assertThat(UserNamespace.of("         0          0 4294967295\n")).isEqualTo(UserNamespace.INITIAL);
        assertThat(UserNamespace.of("0 1000 1\n1 100000 65536")).isEqualTo(UserNamespace.RANGE);
        assertThat(UserNamespace.of("0 1000 1")).isEqualTo(UserNamespace.SINGLE);
    }
}
