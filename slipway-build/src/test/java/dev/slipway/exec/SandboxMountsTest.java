// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.Redacted;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is mounted for a process, and what that leaves in its root folder. With the real runtimes, as root in a mount namespace of its own ({@code unshare -m}) or in a user namespace.
 */
@Tag("root")
@ParameterizedClass
@ValueSource(strings = {"crun", "runc"})
class SandboxMountsTest extends SandboxCase {
    SandboxMountsTest(String runtime, @TempDir Path root, @TempDir Path folder) throws IOException {
        super(runtime, root, folder);
    }

    @Test
    void mountsLeaveNothingButTheKernelsFolders() throws Exception {
        FileTime etc = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(rootfs.resolve("etc"), etc);
        Path cache = Files.createDirectory(temporary.resolve("cache"));
        List<Mount> mounts = List.of(
                new Mount.Tmpfs("/x/y/z"),
                new Mount.Bind(cache, "/cc", false),
                new Mount.Bind(Path.of("/etc/hostname"), "/q/name", true),
                new Mount.SecretFile(new Redacted(new byte[] {'s'}), "/s/t/secret", 0, 0, 0400));

        printed(shell("echo kept > /cc/file; echo gone > /x/y/z/file; cat /q/name; ! echo x > /q/name")
                .mounts(mounts));

        try (var children = Files.list(rootfs)) {
            assertThat(children.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("bin", "etc", "tmp", "dev", "proc", "sys");
        }
        for (String folder : List.of("dev", "proc", "sys")) {
            assertThat(Files.getAttribute(rootfs.resolve(folder), "unix:mode")).isEqualTo(040755);
        }
        assertThat(rootfs.resolve("etc")).isDirectoryNotContaining("glob:**/{hosts,resolv.conf}");
        assertThat(Files.getLastModifiedTime(rootfs.resolve("etc"))).isEqualTo(etc);
        assertThat(cache.resolve("file")).hasContent("kept");
    }

    @Test
    void tmpfsAndSharedMemoryHaveTheirSizes() throws InterruptedException {
        ExecSpec.Builder spec = shell("grep -E ' /(t|dev/shm) ' /proc/mounts")
                .shmSizeBytes(OptionalLong.of(1 << 20))
                .mounts(List.of(new Mount.Tmpfs("/t", OptionalLong.of(8192), 0700)));

        assertThat(printed(spec)).contains("size=1024k").contains("size=8k,mode=700");
    }

    @Test
    void secretsAreInMemoryAndMasked() throws Exception {
        Redacted secret = new Redacted("hunter2-hunter2\n".getBytes(StandardCharsets.UTF_8));
        ExecSpec.Builder spec = shell(
                        "id -u; cat /run/secrets/k; stat -c '%a %u %g' /run/secrets/k; echo =$TOKEN=; cat /proc/1/cmdline; grep /run/secrets/k /proc/mounts")
                .user(new User(1000, 1000, List.of(), "/"))
                .secretEnv(Map.of("TOKEN", new Redacted("t0ken".getBytes(StandardCharsets.UTF_8))))
                .mounts(List.of(new Mount.SecretFile(secret, "/run/secrets/k", 1000, 0, 0400)));

        assertThat(printed(spec))
                .startsWith("1000\n***")
                .contains("400 1000 0\n=***=\n")
                .contains("tmpfs")
                .doesNotContain("hunter2")
                .doesNotContain("t0ken");
        assertThat(run(shell("echo TOKEN=$TOKEN; ls /run")).code()).isEqualTo(1);
    }

    @Test
    void agentsSocketHasItsOwnerAndMode() throws Exception {
        Path agent = temporary.resolve("agent");
        try (var _ = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(agent))) {
            ExecSpec.Builder spec = shell("stat -c '%F %a %u %g' /run/buildkit/ssh_agent.*")
                    .mounts(List.of(
                            new Mount.SshSocket(agent, "/run/buildkit/ssh_agent.0", 0, 0, 0600),
                            new Mount.SshSocket(agent, "/run/buildkit/ssh_agent.1", 1000, 44, 0660)));

            assertThat(printed(spec)).isEqualTo("socket 600 0 0\nsocket 660 1000 44\n");
        }
    }

    @Test
    void rootThatIsMountedWhileTheSandboxRunsIsSeen() throws Exception {
        Path shared = Files.createDirectory(temporary.resolve("shared"));
        Path later = shared.resolve("later");
        command("mount", "--bind", shared.toString(), shared.toString());
        try {
            command("mount", "--make-shared", shared.toString());
            Files.createDirectory(later);
            printed("true");
            command("mount", "-t", "tmpfs", "later", later.toString());
            Path own = BusyboxRoot.make(later.resolve("root"));

            assertThat(printed(ExecSpec.builder(own, List.of("/bin/sh", "-c", "echo seen"))))
                    .isEqualTo("seen\n");
            command("umount", later.toString());
        } finally {
            command("umount", "-l", shared.toString());
        }
    }

    private static void command(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor())
                .as("%s", List.of(words))
                .isZero();
    }
}
