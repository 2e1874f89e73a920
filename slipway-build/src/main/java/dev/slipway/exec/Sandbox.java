// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.progress.ProgressEvent.Stream;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs processes in containers. One per process of ours; closing it kills everything that runs in it at once, and so does
 * the end of the JVM, however it comes: each container lives in a process namespace whose first process ends when its
 * standard input does.
 */
public final class Sandbox implements AutoCloseable {
    private final SandboxPlace place;
    private final Path kept;
    private final Deque<Slot> idle = new ArrayDeque<>();
    private final Set<Slot> slots = new HashSet<>();
    private boolean isPrepared;
    private int started;
    private Bundle.@Nullable Setting setting;
    private boolean closed;

    private Sandbox(SandboxPlace place, Path kept) {
        this.place = place;
        this.kept = kept;
    }

    /**
     * A sandbox that costs nothing until something runs in it.
     *
     * @param folder an existing folder of ours over which the sandbox mounts a file system in memory, for secrets and
     *     everything else that must not outlive it; in our own mount namespace, which dies with us
     * @param kept a folder, made when it is missing, for what later processes need not make again
     * @throws HostException if there is no such folder
     */
    public static Sandbox open(OciRuntime runtime, Path folder, Path kept) {
        try {
            // the runtime sees it through a link of /proc, where an absolute symbolic link would lead elsewhere
            return new Sandbox(new SandboxPlace(runtime, folder.toRealPath(), UserNamespace.current()), kept);
        } catch (IOException e) {
            throw new HostException("the sandbox needs the folder " + folder, e);
        }
    }

    /** Loads what the first start of a process costs, apart from the start: for a thread that nobody waits for. */
    public static void load() {
        // a process builder asks whether starts are logged, and looks through every jar for somebody who would
        System.getLogger("java.lang.ProcessBuilder");
    }

    /** Starts what a container needs, if that was not done yet, and makes what all share, without waiting for any. */
    public void warmUp() {
        boolean isNeeded;
        synchronized (this) {
            if (closed) {
                return;
            }
            isNeeded = slots.isEmpty();
        }
        if (isNeeded) {
            giveBack(take());
        }
        setting();
    }

    /**
     * Runs a process with {@code /dev/null} as its standard input until it has ended, and everything it started with it.
     *
     * @throws InterruptedException if this thread is interrupted; the process is dead by then
     * @throws HostException if this machine cannot run containers
     */
    public ExitStatus run(ExecSpec spec, Output output) throws InterruptedException {
        List<byte[]> secrets = secrets(spec);
        SecretMask out = new SecretMask(secrets, (bytes, length) -> output.accept(Stream.STDOUT, bytes, length));
        SecretMask err = new SecretMask(secrets, (bytes, length) -> output.accept(Stream.STDERR, bytes, length));
        ExecErrorFilter filter = new ExecErrorFilter(err::write);
        ExitStatus status = inSlot(spec, (slot, id) -> slot.run(id, out::write, filter::write));
        Optional<String> execError = filter.end(status);
        out.end();
        err.end();
        return explained(execError, spec, status);
    }

    /** Where a process that has our output reads from. */
    public enum Input {
        OURS,
        NONE
    }

    /**
     * Runs a process on this process's own standard output, as {@code slipway run} does.
     *
     * @param err gets its standard error, unless it has a terminal
     */
    public ExitStatus runInteractive(ExecSpec spec, Input input, PrintStream err) throws InterruptedException {
        ExecErrorFilter filter = new ExecErrorFilter((bytes, length) -> {
            err.write(bytes, 0, length);
            err.flush();
        });
        ExitStatus status = inSlot(
                spec,
                (slot, id) ->
                        Foreground.run(slot.interactiveCommand(place.runtime(), id), input, spec.terminal(), filter));
        return explained(filter.end(status), spec, status);
    }

    private static ExitStatus explained(Optional<String> execError, ExecSpec spec, ExitStatus status) {
        return execError
                .map(message -> ExitStatus.notStarted(StartFailure.explain(message, spec)))
                .orElse(status);
    }

    /** A way to run a container whose bundle is written. */
    private interface Way {
        int run(Slot slot, String id) throws InterruptedException;
    }

    private ExitStatus inSlot(ExecSpec spec, Way way) throws InterruptedException {
        Slot slot = take();
        boolean whole = false;
        try (MountStubs _ = RootPreparation.prepare(spec)) {
            try {
                ExitStatus status = inSlot(slot, spec, way);
                whole = true;
                return status;
            } finally {
                // before the stubs: what is killed must not see them go
                if (!whole) {
                    drop(slot);
                }
            }
        } catch (RootPreparation.Failure e) {
            return ExitStatus.notStarted(e.reason());
        } finally {
            if (whole) {
                giveBack(slot);
            } else {
                drop(slot);
            }
        }
    }

    private ExitStatus inSlot(Slot slot, ExecSpec spec, Way way) throws InterruptedException {
        slot.awaitReady();
        String id = slot.nextId();
        Bundle.Setting shared = setting();
        int code;
        try (Bundle _ = Bundle.write(slot, id, spec, shared)) {
            code = way.run(slot, id);
        }
        if (code < 0) {
            throw new HostException(
                    "the sandbox was ended from outside while it ran: " + String.join(" ", spec.args()));
        }
        shared.compiled().collect(CompiledSeccomp.result(slot.folder()));
        return code == 0
                ? ExitStatus.of(0)
                : RuntimeLog.take(slot.log())
                        .map(message -> ExitStatus.notStarted(StartFailure.explain(message, spec)))
                        .orElse(ExitStatus.of(code));
    }

    /** Whether the kernel can filter the system calls of what runs in a sandbox. */
    public static boolean filtersCalls() {
        return Files.exists(Path.of("/proc/sys/kernel/seccomp"));
    }

    private synchronized Bundle.Setting setting() {
        if (setting == null) {
            SeccompProfile profile = SeccompProfile.forMachine(System.getProperty("os.arch", ""));
            UserNamespace namespace = place.namespace();
            setting = new Bundle.Setting(
                    namespace,
                    filtersCalls() ? Optional.of(profile) : Optional.<SeccompProfile>empty(),
                    new CompiledSeccomp(place.runtime(), kept),
                    RuntimeHooks.RootFlags.of(place.runtime(), namespace),
                    capabilities());
        }
        return setting;
    }

    // what this process lacks itself (it may run in a container) no container of ours can have
    private static long capabilities() {
        String status = KernelFile.read("/proc/self/status").orElse("");
        try {
            return Long.parseUnsignedLong(KernelFile.field(status, "CapBnd").orElse(""), 16);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static List<byte[]> secrets(ExecSpec spec) {
        List<byte[]> values = new ArrayList<>();
        spec.secretEnv().values().forEach(value -> values.add(value.reveal()));
        for (Mount mount : spec.mounts()) {
            if (mount instanceof Mount.SecretFile secret) {
                values.add(secret.content().reveal());
            }
        }
        return values;
    }

    private Slot take() {
        Path own;
        synchronized (this) {
            if (closed) {
                throw closed();
            }
            while (!idle.isEmpty()) {
                Slot slot = idle.pop();
                if (slot.isAlive()) {
                    return slot;
                }
                slots.remove(slot);
                SandboxPlace.remove(slot.folder());
            }
            own = newFolder();
        }
        // several at once
        Slot slot = Slot.start(place, own);
        synchronized (this) {
            slots.add(slot);
            if (!closed) {
                return slot;
            }
        }
        drop(slot);
        throw closed();
    }

    private static HostException closed() {
        return new HostException("the sandbox is closed");
    }

    private Path newFolder() {
        try {
            if (!isPrepared) {
                place.prepare();
                isPrepared = true;
            }
            return Files.createDirectory(place.folder().resolve("slot-" + ++started));
        } catch (IOException e) {
            throw new HostException(
                    "cannot make a sandbox: " + e.getMessage() + "; \"slipway doctor\" tells what this machine lacks",
                    e);
        }
    }

    private synchronized void giveBack(Slot slot) {
        if (slots.contains(slot)) {
            idle.push(slot);
        }
    }

    private void drop(Slot slot) {
        synchronized (this) {
            if (!slots.remove(slot)) {
                return;
            }
        }
        slot.close();
        SandboxPlace.remove(slot.folder());
    }

    /** Kills everything that runs in it, and unmounts. What is idle is not waited for: there is nothing in it that could still do harm. */
    @Override
    public void close() {
        List<Slot> free;
        List<Slot> busy;
        synchronized (this) {
            closed = true;
            free = List.copyOf(idle);
            idle.forEach(slots::remove);
            busy = List.copyOf(slots);
            slots.clear();
            idle.clear();
        }
        free.forEach(Slot::release);
        busy.forEach(Slot::kill);
        busy.forEach(Slot::close);
        synchronized (this) {
            if (isPrepared) {
                place.clear();
                isPrepared = false;
            }
        }
    }
}
