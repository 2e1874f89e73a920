// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.digest.RandomHex;
import dev.slipway.text.HostException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A place in which one container at a time runs: a shell in a process and mount namespace of its own (see {@link SlotScript}).
 * It is started once and used again, for starting it costs more than a container does. To end what runs in it, the whole
 * slot is killed: the kernel then leaves nothing of it, whatever state the container was in.
 */
final class Slot implements AutoCloseable {
    private final Process process;
    private final Path folder;
    private final OutputStream commands;
    private final StreamPump stdout;
    private final StreamPump stderr;
    private final ByteArrayOutputStream complaint = new ByteArrayOutputStream();
    private final StreamPump.Turn ready;
    private boolean isReady;
    private long containers;

    private Slot(Process process, Path folder, String ready) {
        this.process = process;
        this.folder = folder;
        this.commands = process.getOutputStream();
        this.stdout = new StreamPump(process.getInputStream());
        this.stderr = new StreamPump(process.getErrorStream());
        this.ready = stderr.expect(ready, (bytes, length) -> complaint.write(bytes, 0, length));
        stdout.start("slipway-stdout");
        stderr.start("slipway-stderr");
    }

    /**
     * Starts the slot without waiting for it.
     *
     * @param folder in memory, for this slot alone
     */
    static Slot start(SandboxPlace place, Path folder) {
        String ready = token();
        return start(SlotScript.slot(place, folder, openFilesLimit().orElse(""), ready), folder, ready);
    }

    private static Slot start(List<String> command, Path folder, String ready) {
        try {
            return new Slot(new ProcessBuilder(IgnoredSignals.reset(command)).start(), folder, ready);
        } catch (IOException e) {
            throw new HostException("cannot start the sandbox: " + e.getMessage()
                    + "; it needs setsid and unshare: apt-get install util-linux");
        }
    }

    /**
     * Waits until it can run containers.
     *
     * @throws HostException if the machine does not allow it
     */
    void awaitReady() throws InterruptedException {
        if (!isReady && ready.await() != 0) {
            throw failure();
        }
        isReady = true;
    }

    private HostException failure() {
        return new HostException("cannot make a sandbox: "
                + complaint.toString(StandardCharsets.UTF_8).strip()
                + "; it needs namespaces: \"slipway doctor\" tells what this machine lacks");
    }

    /** A folder in memory, for this slot alone: where the bundle of the next container goes. */
    Path folder() {
        return folder;
    }

    /** Which {@code /proc} its containers can have. */
    ProcMount proc() {
        return Files.exists(folder.resolve("outer-proc")) ? ProcMount.OUTER : ProcMount.OWN;
    }

    /** The log file of the runtime. */
    Path log() {
        return OciRuntime.log(folder);
    }

    /** A name for the next container. */
    synchronized String nextId() {
        return "s" + ++containers;
    }

    /** The command that runs the bundle on this process's own terminal. */
    List<String> interactiveCommand(OciRuntime runtime, String id) {
        long shell = shell().orElseThrow().pid();
        List<String> command =
                new ArrayList<>(List.of("nsenter", "--target", Long.toString(shell), "--mount", "--pid", "--"));
        command.addAll(runtime.command(folder));
        command.addAll(List.of("run", "--bundle", folder.toString(), id));
        return IgnoredSignals.reset(command);
    }

    /**
     * Runs the container whose bundle is written, to its end.
     *
     * @return what the runtime exits with; -1 if the slot died meanwhile
     */
    int run(String id, StreamPump.Sink out, StreamPump.Sink err) throws InterruptedException {
        String token = token();
        StreamPump.Turn outTurn = stdout.expect(token, out);
        StreamPump.Turn errTurn = stderr.expect(token, err);
        try {
            commands.write((id + " " + token + "\n").getBytes(StandardCharsets.US_ASCII));
            commands.flush();
        } catch (IOException _) {
            return -1;
        }
        int code = outTurn.await();
        return Math.min(code, errTurn.await());
    }

    // the kernel's own list of children, where it keeps one: Java reads the state of every process of the machine
    private Optional<ProcessHandle> shell() {
        long pid = process.pid();
        Optional<String> children = KernelFile.read("/proc/" + pid + "/task/" + pid + "/children");
        String first = children.orElse("").strip().split(" ", 2)[0];
        return first.isEmpty() ? process.children().findFirst() : ProcessHandle.of(Long.parseLong(first));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills everything in the slot and waits, at most a few seconds, until it is gone. */
    @Override
    public void close() {
        kill();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills everything in the slot without waiting. */
    void kill() {
        stdout.mute();
        stderr.mute();
        // the shell, whose death takes the whole namespace with it; only then its parent ends
        shell().ifPresent(ProcessHandle::destroyForcibly);
        closeInput();
    }

    /** Ends a slot in which no container runs, without waiting: it ends by itself with its input. */
    void release() {
        stdout.mute();
        stderr.mute();
        closeInput();
    }

    private void closeInput() {
        try {
            commands.close();
        } catch (IOException _) {
            // its reader is dead, as it should be
        }
    }

    /** 128 bits that no container can guess, so that none can feign its own end. */
    private static String token() {
        return RandomHex.ofBytes(16);
    }

    /**
     * The soft limit of open files that our caller has. The JVM raises its own to the maximum, and programs that close
     * every possible file would take ages in a container that inherited that.
     */
    private static Optional<String> openFilesLimit() {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc/" + parent.get().pid() + "/limits"))) {
                if (line.startsWith("Max open files")) {
                    String rest = line.substring("Max open files".length()).strip();
                    return Optional.of(rest.substring(0, rest.indexOf(' ')));
                }
            }
        } catch (IOException | IndexOutOfBoundsException _) {
            // our own limit then
        }
        return Optional.empty();
    }
}
