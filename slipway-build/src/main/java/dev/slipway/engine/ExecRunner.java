// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.exec.ExecSpec;
import dev.slipway.exec.ExitStatus;
import dev.slipway.exec.Network;
import dev.slipway.exec.Sandbox;
import dev.slipway.exec.Security;
import dev.slipway.exec.Ulimit;
import dev.slipway.exec.UnknownUserException;
import dev.slipway.exec.User;
import dev.slipway.exec.UserResolver;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.DeviceFiles;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreFault;
import dev.slipway.sys.Overlay;
import dev.slipway.text.BuildException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Runs the command of a RUN straight into a new layer. */
final class ExecRunner {
    /** Where the sandbox comes from: it is made when the first command needs it. */
    interface SandboxSource {
        Sandbox get() throws InterruptedException;
    }

    private final Store store;
    private final SandboxSource sandbox;
    private final ExecMounts mounts;
    private final Leaks leaks;
    private final Progress progress;

    ExecRunner(Store store, SandboxSource sandbox, ExecMounts mounts, Leaks leaks, Progress progress) {
        this.store = store;
        this.sandbox = sandbox;
        this.mounts = mounts;
        this.leaks = leaks;
        this.progress = progress;
    }

    Chain run(Step step, Op.Exec exec, List<StepResult> inputs) throws InterruptedException {
        Chain root = inputs.getFirst().chain();
        boolean mayHaveDevices = store.layers().devices(root) == DeviceFiles.MAYBE;
        try (ExecMounts.Mounted mounted = mounts.mount(step, exec, inputs);
                Scratch scratch = store.begin(root, devices(exec, mayHaveDevices))) {
            ExecSpec spec = spec(step, exec, scratch.root(), mounted)
                    .mayHaveDevices(mayHaveDevices)
                    .build();
            execute(step, spec);
            String leaked = leaks.look(step, scratch, mounted.secrets());
            LayerId layer = scratch.commit(made(exec));
            leaks.remember(step, layer, leaked);
            return root.plus(layer);
        }
    }

    // there are no control groups to keep a command from a disk whose device file came with an image
    private static Overlay.Devices devices(Op.Exec exec, boolean mayHaveDevices) {
        boolean mayHarm = exec.security() == Op.Security.SANDBOX && mayHaveDevices;
        return mayHarm ? Overlay.Devices.INERT : Overlay.Devices.USABLE;
    }

    // the filter of system calls lets a sandboxed command make none that could do harm
    private static DeviceFiles made(Op.Exec exec) {
        boolean filtered = exec.security() == Op.Security.SANDBOX && Sandbox.filtersCalls();
        return filtered ? DeviceFiles.NONE : DeviceFiles.MAYBE;
    }

    private void execute(Step step, ExecSpec spec) throws InterruptedException {
        OutputTail output = new OutputTail(step.digest(), progress);
        ExitStatus status = sandbox.get().run(spec, output);
        if (!status.isSuccess()) {
            String full =
                    StoreFault.fullness(store.root()).map(text -> "\n" + text).orElse("");
            throw new BuildException(
                    status.message(spec.args()) + full,
                    step.label().at(),
                    new BuildException.LastOutput(step.name(), output.lastLines()));
        }
    }

    private static ExecSpec.Builder spec(Step step, Op.Exec exec, Path rootfs, ExecMounts.Mounted mounted) {
        List<String> env = new ArrayList<>(exec.env());
        step.label().proxyEnv().forEach((name, value) -> env.add(name + "=" + value));
        env.addAll(mounted.env());
        return ExecSpec.builder(rootfs, exec.args())
                .env(env)
                .secretEnv(mounted.secretEnv())
                .cwd(exec.cwd())
                .user(user(step, exec, rootfs))
                .mounts(mounted.mounts())
                .network(
                        switch (exec.network()) {
                            case DEFAULT -> Network.DEFAULT;
                            case HOST -> Network.HOST;
                            case NONE -> Network.NONE;
                        })
                .security(
                        switch (exec.security()) {
                            case SANDBOX -> Security.SANDBOX;
                            case INSECURE -> Security.INSECURE;
                        })
                .extraHosts(hosts(exec))
                .shmSizeBytes(exec.shmSizeBytes() > 0 ? OptionalLong.of(exec.shmSizeBytes()) : OptionalLong.empty())
                .ulimits(exec.ulimits().stream().map(ExecRunner::ulimit).toList())
                .hostname(exec.hostname());
    }

    private static User user(Step step, Op.Exec exec, Path rootfs) {
        try {
            return new UserResolver(rootfs).resolve(exec.user());
        } catch (UnknownUserException e) {
            throw StepKeys.failed(step, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> hosts(Op.Exec exec) {
        Map<String, String> hosts = new LinkedHashMap<>();
        for (String entry : exec.extraHosts()) {
            int equals = entry.indexOf('=');
            hosts.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return hosts;
    }

    // name=soft:hard, as the planner writes it
    private static Ulimit ulimit(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':', equals);
        return new Ulimit(
                text.substring(0, equals),
                Long.parseLong(text.substring(equals + 1, colon)),
                Long.parseLong(text.substring(colon + 1)));
    }
}
