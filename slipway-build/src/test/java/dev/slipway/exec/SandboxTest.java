// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.slipway.progress.ProgressEvent.Stream;
import dev.slipway.sys.Dir;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.Overlay;
import dev.slipway.text.HostException;
import dev.slipway.text.Redacted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real runtimes, as root in a mount namespace of its own ({@code unshare -m}) or in a user namespace. */
@Tag("root")
@ParameterizedClass
@ValueSource(strings = {"crun", "runc"})
class SandboxTest {
    private final String runtime;

    @TempDir
    Path temporary;

    private Sandbox sandbox;
    private Path rootfs;
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    SandboxTest(String runtime, @TempDir Path root, @TempDir Path folder) throws IOException {
        this.runtime = runtime;
        rootfs = BusyboxRoot.make(root.resolve("rootfs"));
        sandbox = open(folder);
    }

    private Sandbox open(Path folder) {
        return Sandbox.open(OciRuntime.find(Map.of("SLIPWAY_RUNTIME", runtime)), folder, folder.resolve("kept"));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private ExecSpec.Builder shell(String script) {
        return ExecSpec.builder(rootfs, List.of("/bin/sh", "-c", script));
    }

    private ExitStatus run(ExecSpec.Builder spec) throws InterruptedException {
        stdout.reset();
        stderr.reset();
        return sandbox.run(
                spec.build(),
                (stream, bytes, length) -> (stream == Stream.STDOUT ? stdout : stderr).write(bytes, 0, length));
    }

    private String printed(ExecSpec.Builder spec) throws InterruptedException {
        ExitStatus status = run(spec);
        assertThat(status).as("%s%s", out(), err()).isEqualTo(ExitStatus.of(0));
        return out();
    }

    private String printed(String script) throws InterruptedException {
        return printed(shell(script));
    }

    private String out() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return stderr.toString(StandardCharsets.UTF_8);
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

    @Test
    void daemonsDieWithTheStep() throws Exception {
        String marker = "99" + System.nanoTime() % 1_000_000_000L;

        printed("for i in 1 2 3 4 5 6 7 8 9; do (sleep " + marker + " &) & done; sleep 0.1");

        assertThat(processesWith(marker)).isEmpty();
    }

    static List<String> processesWith(String marker) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .filter(line -> line.contains(marker))
                .toList();
    }

    @Test
    void interruptionKillsTheStepAtOnce() throws Exception {
        String marker = "98" + System.nanoTime() % 1_000_000_000L;
        printed("true");
        FutureTask<ExitStatus> step = new FutureTask<>(
                () -> run(shell("trap '' TERM INT; echo started; sleep " + marker + " & sleep " + marker)));
        Thread thread = Thread.ofVirtual().start(step);
        await(() -> out().contains("started"));

        long begin = System.nanoTime();
        thread.interrupt();
        thread.join();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(1000);
        assertThat(processesWith(marker)).isEmpty();
        assertThatThrownBy(step::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(printed("echo again")).isEqualTo("again\n");
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void closingEndsWhatRuns() throws Exception {
        FutureTask<ExitStatus> step = new FutureTask<>(() -> run(shell("echo started; sleep 1000")));
        Thread.ofVirtual().start(step);
        await(() -> out().contains("started"));

        sandbox.close();

        assertThatThrownBy(step::get).hasCauseInstanceOf(HostException.class);
        assertThatThrownBy(() -> run(shell("true"))).isInstanceOf(HostException.class);
    }

    @Test
    void machineThatRefusesIsToldOf() throws Exception {
        Path gone = Files.createDirectory(temporary.resolve("gone"));
        try (Sandbox other = open(gone)) {
            Files.delete(gone);

            assertThatThrownBy(() -> other.run(shell("true").build(), Output.NONE))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining("cannot make a sandbox")
                    .hasMessageContaining("mount point does not exist");
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

    @Test
    void stepsRunBesideEachOther() throws Exception {
        Path meeting = Files.createDirectory(temporary.resolve("meeting"));
        List<Mount> mounts = List.of(new Mount.Bind(meeting, "/m", false));
        List<FutureTask<ExitStatus>> steps = List.of(
                new FutureTask<>(() -> sandbox.run(meet(1, 2, mounts), Output.NONE)),
                new FutureTask<>(() -> sandbox.run(meet(2, 1, mounts), Output.NONE)));
        steps.forEach(Thread::startVirtualThread);

        for (FutureTask<ExitStatus> step : steps) {
            assertThat(step.get(20, TimeUnit.SECONDS)).isEqualTo(ExitStatus.of(0));
        }
    }

    private ExecSpec meet(int me, int other, List<Mount> mounts) throws IOException {
        Path own = BusyboxRoot.make(temporary.resolve("root" + me));
        String script = "touch /m/" + me + "; while ! test -e /m/" + other + "; do sleep 0.01; done";
        return ExecSpec.builder(own, List.of("/bin/sh", "-c", script))
                .mounts(mounts)
                .build();
    }

    @Test
    void nothingOutlivesAKilledJvm() throws Exception {
        String marker = "97" + System.nanoTime() % 1_000_000_000L;
        Path folder = Files.createDirectory(temporary.resolve("own"));
        Process jvm = new ProcessBuilder(program(folder, "echo started; (sleep " + marker + " &); sleep " + marker))
                .redirectErrorStream(true)
                .start();
        assertThat(jvm.inputReader().readLine()).isEqualTo("started");
        assertThat(processesWith("sleep " + marker)).isNotEmpty();

        jvm.destroyForcibly().waitFor();

        await(() -> processesWith(marker).isEmpty()
                && processesWith(folder.toString()).isEmpty());
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(folder.toString());
        assertThat(folder).isDirectoryNotContaining("glob:**/bundle");
    }

    @Test
    void procIsTheOuterOneWhereNoneCanBeMounted() throws Exception {
        assumeFalse(Kernel.linux().inUserNamespace(), "root alone can hide parts of /proc");
        Path folder = Files.createDirectory(temporary.resolve("own"));
        String hide = "mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys"
                + " && exec unshare --user --map-root-user --mount -- \"$@\"";
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", hide, "sh"));
        command.addAll(program(folder, "cat /proc/self/comm; echo $$; test -e /proc/2 && echo others"));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (runtime.equals("crun")) {
            assertThat(printed).isEqualTo("cat\n1\nothers\n");
        } else {
            assertThat(printed).contains("parts of /proc are hidden here").contains("apt-get install crun");
        }
    }

    private List<String> program(Path folder, String script) throws Exception {
        List<String> paths = List.of(
                location(Sandbox.class),
                location(HostException.class),
                location(Kernel.class),
                location(SandboxProgram.class));
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                String.join(":", paths),
                "dev.slipway.exec.SandboxProgram",
                runtime,
                rootfs.toString(),
                folder.toString(),
                script);
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
