// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.ImageFinder;
import dev.slipway.engine.ImagePuller;
import dev.slipway.engine.ResolvedImage;
import dev.slipway.exec.ExecSpec;
import dev.slipway.exec.ExitStatus;
import dev.slipway.exec.Mount;
import dev.slipway.exec.OciRuntime;
import dev.slipway.exec.Sandbox;
import dev.slipway.exec.UnknownUserException;
import dev.slipway.exec.User;
import dev.slipway.exec.UserResolver;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.ContainerConfig;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.registry.RegistryClient;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Lease;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.text.UsageException;
import dev.slipway.trust.Scopes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code slipway run}: an image's filesystem, writable, and a program in it; what it wrote is gone at its end. */
final class ContainerRun {
    private final RunOptions options;
    private final Scopes scopes;
    private final Io io;
    private final Progress unseen = new Progress(ProgressSink.NONE, Clock.systemUTC());

    ContainerRun(RunOptions options, Scopes scopes, Io io) {
        this.options = options;
        this.scopes = scopes;
        this.io = io;
    }

    int call() {
        return Interruption.guardProgram(this::run);
    }

    private int run() throws InterruptedException {
        try (Store store = Store.open(Store.defaultRoot(io.environment()), scopes);
                Registries registries = new Registries(io.environment())) {
            ImageReference name = name(store);
            ResolvedImage image = find(name, store, registries);
            Step step = new Step(new Op.Image(name.toString(), image.manifest()), Step.Label.of("run " + name));
            Chain chain = new ImagePuller(store, registries::client, unseen).pull(step);
            store.mountsRoot();
            try (Lease _ = store.useOnly(chain);
                    Scratch scratch = store.begin(chain);
                    Sandbox sandbox = Sandbox.open(
                            OciRuntime.find(io.environment()), store.newTempFolder(), store.sandboxFolder())) {
                ExitStatus status =
                        sandbox.runInteractive(spec(image.config().config(), scratch.root()), input(), io.err());
                status.notStarted().ifPresent(reason -> io.err().println("error: " + reason));
                return status.code();
            }
        }
    }

    // a terminal is one for both ways
    private Sandbox.Input input() {
        RunOptions.Terminal terminal = options.terminal();
        return terminal.interactive() || terminal.tty() ? Sandbox.Input.OURS : Sandbox.Input.NONE;
    }

    // what is no name of the store may be the begin of an id
    private ImageReference name(Store store) {
        Argument wanted = options.image();
        Optional<StoredImage> here = new ImageNames(store.images()).find(wanted);
        if (here.isPresent()) {
            return ImageReference.of(here.get().name());
        }
        if (ImageNames.isFullId(wanted.text())) {
            throw wanted.error("there is no image of that id in the store", "see \"slipway image ls\"");
        }
        return ImageName.any(wanted);
    }

    private ResolvedImage find(ImageReference name, Store store, Registries registries) {
        boolean always = options.pull() == RunOptions.Pull.ALWAYS;
        ImageFinder finder = new ImageFinder(
                store, options.pull() == RunOptions.Pull.NEVER ? this::refuse : registries::client, unseen, always);
        if (options.platform().isEmpty() && !always) {
            refuseOtherPlatform(finder.stored(name));
        }
        return finder.find(name, options.platform().orElse(Platform.host()));
    }

    // docker runs it with a warning; what then fails, without an emulator, says nothing of platforms
    private void refuseOtherPlatform(Optional<Platform> stored) {
        if (stored.isPresent() && !Platform.host().matches(stored.get())) {
            throw options.image()
                    .error(
                            "the image in the store is for " + stored.get() + ", this machine is " + Platform.host(),
                            "--platform " + stored.get() + " asks for it, --platform " + Platform.host()
                                    + " for one of the registry");
        }
    }

    private RegistryClient refuse() {
        throw new UsageException("the image " + options.image().text()
                + " is not in the store, and --pull never forbids to" + " ask its registry for it");
    }

    private ExecSpec spec(ContainerConfig config, Path rootfs) {
        List<String> args = arguments(config);
        if (args.isEmpty()) {
            throw new UsageException(
                    "the image " + options.image().text() + " names no command: give one behind its name");
        }
        String folder = options.workingFolder().orElse(config.workingDir().isEmpty() ? "/" : config.workingDir());
        return ExecSpec.builder(rootfs, args)
                .env(environment(config))
                .cwd(folder)
                .user(user(config, rootfs))
                .mounts(options.volumes().stream()
                        .<Mount>map(one -> new Mount.Bind(one.source(), one.target(), one.readOnly()))
                        .toList())
                .network(options.network())
                .hostname(options.name().orElse("slipway"))
                .terminal(options.terminal().tty())
                .build();
    }

    private List<String> arguments(ContainerConfig config) {
        List<String> args = new ArrayList<>();
        if (options.entrypoint().isPresent()) {
            options.entrypoint().filter(text -> !text.isEmpty()).ifPresent(args::add);
            args.addAll(options.command());
            return args;
        }
        args.addAll(config.entrypoint());
        args.addAll(options.command().isEmpty() ? config.cmd() : options.command());
        return args;
    }

    private List<String> environment(ContainerConfig config) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String assignment : config.env()) {
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                all.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        if (options.terminal().tty()) {
            all.putIfAbsent("TERM", "xterm");
        }
        all.putAll(options.environment());
        List<String> assignments = new ArrayList<>();
        all.forEach((name, value) -> assignments.add(name + "=" + value));
        return assignments;
    }

    private User user(ContainerConfig config, Path rootfs) {
        try {
            return new UserResolver(rootfs).resolve(options.user().orElse(config.user()));
        } catch (UnknownUserException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
