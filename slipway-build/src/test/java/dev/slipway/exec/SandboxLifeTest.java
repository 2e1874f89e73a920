// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.slipway.sys.Kernel;
import dev.slipway.text.HostException;
import dev.slipway.text.Redacted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How steps begin and end: several at a time, interrupted, closed, killed. With the real runtimes, as root in a mount namespace of its own ({@code unshare -m}) or in a user namespace.
 */
@Tag("root")
@ParameterizedClass
@ValueSource(strings = {"crun", "runc"})
class SandboxLifeTest extends SandboxCase {
    SandboxLifeTest(String runtime, @TempDir Path root, @TempDir Path folder) throws IOException {
        super(runtime, root, folder);
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
    void daemonsDieWithTheStep() throws Exception {
        String marker = "99" + System.nanoTime() % 1_000_000_000L;

        printed("for i in 1 2 3 4 5 6 7 8 9; do (sleep " + marker + " &) & done; sleep 0.1");

        assertThat(processesWith(marker)).isEmpty();
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
        try (Sandbox other = open(runtime, gone)) {
            Files.delete(gone);

            assertThatThrownBy(() -> other.run(shell("true").build(), Output.NONE))
                    .isInstanceOf(HostException.class)
                    .hasMessageContaining("cannot make a sandbox")
                    .hasMessageContaining("ENOENT (no such file or directory)");
        }
    }

    @Test
    void nothingOutlivesAKilledJvm() throws Exception {
        String marker = "97" + System.nanoTime() % 1_000_000_000L;
        Path folder = Files.createDirectory(temporary.resolve("own"));
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "--"));
        command.addAll(program(folder, "echo started; (sleep " + marker + " &); sleep " + marker));
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(jvm.inputReader().readLine()).isEqualTo("started");
        assertThat(processesWith("sleep " + marker)).isNotEmpty();

        jvm.destroyForcibly().waitFor();

        await(() -> processesWith(marker).isEmpty()
                && processesWith(folder.toString()).isEmpty());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void closingUndoesTheMountsOnceHoweverOftenItIsCalled() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("own"));
        String before = mounts();
        Sandbox other = open(runtime, folder);
        other.run(shell("true").build(), Output.NONE);
        assertThat(mounts()).contains(folder.toString());

        other.close();
        other.close();

        assertThat(mounts()).isEqualTo(before);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void secretsOfAStepThatEndedOrWasKilledAreGone() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("own"));
        try (Sandbox other = open(runtime, folder)) {
            Redacted content = new Redacted("hunter2".getBytes(StandardCharsets.UTF_8));
            List<Mount> secret = List.of(new Mount.SecretFile(content, "/secret", 0, 0, 0400));
            ExecSpec.Builder ended = shell("cat /secret").mounts(secret);
            other.run(ended.build(), Output.NONE);
            assertThat(filesWith(folder, "hunter2")).isEmpty();

            Thread step = Thread.ofPlatform().start(() -> {
                try {
                    other.run(shell("sleep 600").mounts(secret).build(), Output.NONE);
                } catch (InterruptedException | HostException _) {
                    // as it should be
                }
            });
            await(() -> !filesWith(folder, "hunter2").isEmpty());
            step.interrupt();
            step.join();

            assertThat(filesWith(folder, "hunter2")).isEmpty();
        }
    }

    private static String mounts() throws IOException {
        return Files.readString(Path.of("/proc/self/mountinfo"));
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
                "--enable-native-access=ALL-UNNAMED",
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

    private static List<String> processesWith(String marker) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .filter(line -> line.contains(marker))
                .toList();
    }

    private static List<Path> filesWith(Path folder, String text) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> has(file, text))
                    .toList();
        } catch (IOException | UncheckedIOException _) {
            return List.of(); // it changed while it was looked at
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
