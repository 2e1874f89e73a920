// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a process gets of a sandbox, and what is told of its end. With the real runtimes, as root in a mount namespace of its own ({@code unshare -m}) or in a user namespace.
 */
@Tag("root")
@ParameterizedClass
@ValueSource(strings = {"crun", "runc"})
class SandboxProcessTest extends SandboxCase {
    SandboxProcessTest(String runtime, @TempDir Path root, @TempDir Path folder) throws IOException {
        super(runtime, root, folder);
    }

    @Test
    void exitStatusIsTheCommands() throws InterruptedException {
        assertThat(run(shell("exit 0"))).isEqualTo(ExitStatus.of(0));
        assertThat(run(shell("exit 3"))).isEqualTo(ExitStatus.of(3));
        assertThat(run(shell("nosuchcommand"))).isEqualTo(ExitStatus.of(127));
        assertThat(run(shell("sleep 9 & kill -9 $!; wait $!"))).isEqualTo(ExitStatus.of(137));
        assertThat(run(shell("exit 255"))).isEqualTo(ExitStatus.of(255));
    }

    @Test
    void streamsAreKeptApart() throws InterruptedException {
        assertThat(run(shell("echo out; echo err >&2; printf end; cat")).isSuccess())
                .isTrue();
        assertThat(out()).isEqualTo("out\nend");
        assertThat(err()).isEqualTo("err\n");
    }

    @Test
    void outputCanBeOpenedByNameByAnyUser() throws InterruptedException {
        assertThat(printed(shell("echo a > /dev/stdout; echo b > /dev/stderr; echo c")
                        .user(new User(1000, 1000, List.of(), "/"))))
                .isEqualTo("a\nc\n");
        assertThat(err()).isEqualTo("b\n");
    }

    @Test
    void processIsWhoItIsToldToBe() throws InterruptedException {
        assertThat(printed(shell("id; echo $HOME; cd; id -u")
                        .user(new UserResolver(rootfs).resolve("app"))
                        .cwd("/home/app")))
                .isEqualTo("uid=1000(app) gid=1001(app) groups=44(video),1001(app)\n/home/app\n1000\n");
        assertThat(printed(shell("stat -c '%u:%g %a' /home/app"))).isEqualTo("1000:1001 755\n");
    }

    @Test
    void setUserIdBitWorks() throws InterruptedException {
        assertThat(printed(shell("su -c 'id -u' root").user(new User(1000, 1001, List.of(), "/"))))
                .isEqualTo("0\n");
    }

    @Test
    void limitsAreOnlyThoseAskedFor() throws InterruptedException {
        String usual = printed("ulimit -Hn");

        assertThat(printed(shell("ulimit -n; ulimit -Hn").ulimits(List.of(new Ulimit("nofile", 100, 200)))))
                .isEqualTo("100\n200\n");
        assertThat(printed("ulimit -Hn")).isEqualTo(usual);
    }

    @Test
    void whatCannotBeStartedIsToldFromWhatFails() throws Exception {
        Files.writeString(rootfs.resolve("bin/noexec"), "x");
        Files.writeString(rootfs.resolve("bin/lost"), "#!/no/such/interpreter\n");
        Files.write(
                rootfs.resolve("bin/foreign"),
                new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, (byte) 183, 0, 1, 0, 0, 0});
        for (String name : List.of("lost", "foreign")) {
            Files.setAttribute(rootfs.resolve("bin").resolve(name), "unix:mode", 0755);
        }

        assertThat(failure("foo")).isEqualTo("exec: \"foo\": executable file not found in $PATH");
        assertThat(failure("/no/foo")).isEqualTo("exec: \"/no/foo\": no such file or directory");
        assertThat(failure("/bin/noexec")).isEqualTo("exec: \"/bin/noexec\": permission denied");
        assertThat(failure("/bin/lost")).startsWith("exec /bin/lost: no such file or directory: the interpreter");
        assertThat(failure("/bin/foreign"))
                .startsWith("exec /bin/foreign: exec format error: it is a program for arm64, not for this machine");
        assertThat(run(ExecSpec.builder(rootfs, List.of("/bin/true")).cwd("/bin/busybox"))
                        .notStarted())
                .hasValueSatisfying(
                        message -> assertThat(message).contains("/bin/busybox").contains("not a directory"));
    }

    @Test
    void inTheForegroundARuntimesOwnLineIsNotPrintedButThePrograms() throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        ExitStatus missing = sandbox.runInteractive(
                ExecSpec.builder(rootfs, List.of("/bin/nosuch")).build(), Sandbox.Input.NONE, err);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(missing.notStarted())
                .hasValueSatisfying(text -> assertThat(text).contains("/bin/nosuch"));

        ExitStatus good = sandbox.runInteractive(shell("echo err >&2; exit 3").build(), Sandbox.Input.NONE, err);
        assertThat(good).isEqualTo(ExitStatus.of(3));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
    }

    private String failure(String command) throws InterruptedException {
        ExitStatus status = run(ExecSpec.builder(rootfs, List.of(command)));
        assertThat(status.code()).isNotZero();
        assertThat(out() + err()).isEmpty();
        return status.notStarted().orElseThrow();
    }

    @Test
    void largeOutputNeedsNoMemory() throws InterruptedException {
        AtomicLong bytes = new AtomicLong();
        System.gc();
        long before = used();
        ExitStatus status = sandbox.run(
                shell("dd if=/dev/zero bs=1M count=1024 2>/dev/null").build(),
                (_, _, length) -> bytes.addAndGet(length));

        assertThat(status.isSuccess()).isTrue();
        assertThat(bytes).hasValue(1L << 30);
        System.gc();
        assertThat(used() - before).isLessThan(4 << 20);
    }

    private static long used() {
        Runtime java = Runtime.getRuntime();
        return java.totalMemory() - java.freeMemory();
    }
}
