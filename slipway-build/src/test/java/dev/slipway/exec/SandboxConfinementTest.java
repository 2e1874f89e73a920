// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.slipway.sys.Dir;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a process can and cannot do to the machine and its network. With the real runtimes, as root in a mount namespace of its own ({@code unshare -m}) or in a user namespace.
 */
@Tag("root")
@ParameterizedClass
@ValueSource(strings = {"crun", "runc"})
class SandboxConfinementTest extends SandboxCase {
    SandboxConfinementTest(String runtime, @TempDir Path root, @TempDir Path folder) throws IOException {
        super(runtime, root, folder);
    }

    @Test
    void capabilitiesAndFilterAreDockers() throws InterruptedException {
        assertThat(printed("grep -E 'CapEff|CapBnd|CapAmb|CapInh|NoNewPrivs|Seccomp:|SigBlk' /proc/self/status")
                        .lines())
                .containsExactly(
                        "SigBlk:\t0000000000000000",
                        "CapInh:\t0000000000000000",
                        "CapEff:\t00000000a80425fb",
                        "CapBnd:\t00000000a80425fb",
                        "CapAmb:\t0000000000000000",
                        "NoNewPrivs:\t0",
                        "Seccomp:\t2");
    }

    @Test
    void filterStaysWhenItComesCompiled() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            assertThat(printed("grep Seccomp: /proc/self/status; mount -t tmpfs x /tmp 2>&1 || echo refused"))
                    .isEqualTo("Seccomp:\t2\nmount: permission denied (are you root?)\nrefused\n");
        }
    }

    @Test
    void kernelSettingsCannotBeChanged() throws InterruptedException {
        assertThat(
                        printed(
                                "echo x > /proc/sys/kernel/domainname; echo x > /sys/kernel/profiling; echo x > /proc/bus/x; true"))
                .isEmpty();
        assertThat(err().lines()).hasSize(3);
        assertThat(err().lines().limit(2)).allMatch(line -> line.contains("Read-only file system"));
        assertThat(printed("head -c 1 /proc/kcore; head -c 1 /proc/keys; ls /sys/firmware; ls /proc/acpi"))
                .isEmpty();
    }

    @Test
    void onlyHarmlessDevicesCanBeMade() throws InterruptedException {
        assertThat(printed("mkfifo /tmp/f && mknod /tmp/disk b 8 0 2>&1; mknod /dev/mem c 1 1 2>&1; ls /tmp"))
                .isEqualTo("mknod: /tmp/disk: Operation not permitted\nmknod: /dev/mem: Operation not permitted\nf\n");
    }

    @Test
    void devicesOfTheRootFolderAreInertUnlessInsecure() throws Exception {
        assumeFalse(Kernel.linux().inUserNamespace(), "nobody can make devices there");
        try (Dir dir = Kernel.linux().open(rootfs)) {
            dir.makeNode(new byte[] {'n'}, FileType.CHARACTER_DEVICE, 0666, FileStat.device(1, 3));
        }
        Path layer = rootfs;
        Path inert = overlay(layer, Overlay.Devices.INERT);
        Path usable = overlay(layer, Overlay.Devices.USABLE);
        String script = "echo x > /n && echo usable; echo x > /dev/null && echo fine; true";

        try {
            rootfs = inert;
            assertThat(printed(script)).isEqualTo("fine\n");
            rootfs = usable;
            assertThat(printed(shell(script).security(Security.INSECURE))).isEqualTo("usable\nfine\n");
        } finally {
            Kernel.linux().unmount(inert);
            Kernel.linux().unmount(usable);
        }
    }

    private Path overlay(Path lower, Overlay.Devices devices) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(devices.name()));
        Path upper = Files.createDirectory(folder.resolve("upper"));
        Path work = Files.createDirectory(folder.resolve("work"));
        Path target = Files.createDirectory(folder.resolve("target"));
        Kernel.linux()
                .mountOverlay(
                        new Overlay(List.of(lower), Optional.of(new Overlay.Upper(upper, work)), devices), target);
        return target;
    }

    @Test
    void insecureMeansEverythingThatWeMay() throws InterruptedException {
        assertThat(printed(shell("mount -t tmpfs x /tmp && echo mounted; grep Seccomp: /proc/self/status")
                        .security(Security.INSECURE)))
                .isEqualTo("mounted\nSeccomp:\t0\n");
    }

    @Test
    void networkNoneHasOnlyTheLoopback() throws InterruptedException {
        assertThat(printed(shell("cat /proc/net/dev").network(Network.NONE))
                        .lines()
                        .skip(2))
                .allMatch(line -> line.strip().startsWith("lo:"))
                .hasSize(1);
    }

    @Test
    void defaultNetworkIsTheMachines() throws InterruptedException, IOException {
        assertThat(printed("cat /proc/net/route")).isEqualTo(Files.readString(Path.of("/proc/net/route")));
    }

    @Test
    void namesAreAsInBuildKit() throws InterruptedException {
        assertThat(printed(shell("hostname; cat /etc/hosts").extraHosts(Map.of("db", "10.0.0.5"))))
                .isEqualTo("""
                        buildkitsandbox
                        127.0.0.1\tlocalhost buildkitsandbox
                        ::1\tlocalhost ip6-localhost ip6-loopback
                        10.0.0.5\tdb
                        """);
        assertThat(run(shell("echo x >> /etc/hosts")).code()).isEqualTo(1);
        assertThat(printed("cat /etc/resolv.conf")).contains("nameserver");
    }
}
