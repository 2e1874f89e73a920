// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.exec.UnknownUserException;
import dev.slipway.exec.User;
import dev.slipway.exec.UserResolver;
import dev.slipway.files.Content;
import dev.slipway.files.Copier;
import dev.slipway.files.CopyException;
import dev.slipway.files.CopySettings;
import dev.slipway.files.ModeChange;
import dev.slipway.files.Owner;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.DeviceFiles;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreFault;
import dev.slipway.sys.Errno;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.NativeThreads;
import dev.slipway.text.BugException;
import dev.slipway.text.HostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs COPY, ADD and WORKDIR: files put on top of a filesystem. */
final class FilesRunner {
    private final Store store;
    private final Kernel kernel;
    private final Contents contents;
    private final Terms.Finder terms;

    FilesRunner(Store store, Kernel kernel, Contents contents, Terms.Finder terms) {
        this.store = store;
        this.kernel = kernel;
        this.contents = contents;
        this.terms = terms;
    }

    Chain run(Step step, Op.Files files, List<StepResult> inputs) throws InterruptedException {
        Chain base = inputs.getFirst().chain();
        try {
            return NativeThreads.call(() -> {
                try (Scratch scratch = store.begin(base)) {
                    DeviceFiles devices = put(step, files, inputs, scratch.root());
                    return base.plus(scratch.commit(devices));
                } catch (CopyException e) {
                    throw StepKeys.failed(step, e);
                }
            });
        } catch (KernelException e) {
            throw failed(step, e);
        }
    }

    private HostException failed(Step step, KernelException cause) {
        if (StoreFault.isFull(cause) || cause.is(Errno.EROFS)) {
            return StoreFault.of(store.root(), step.name(), cause);
        }
        String remedy = "";
        if (cause.is(Errno.EACCES)) {
            remedy = "; make it readable, or leave it out with a .dockerignore";
        } else if (cause.is(Errno.ENOENT)) {
            remedy = "; it went away while it was copied: build again when nothing else works in the context";
        }
        return new HostException(step.name() + ": " + cause.getMessage() + remedy, cause);
    }

    private DeviceFiles put(Step step, Op.Files files, List<StepResult> inputs, Path root)
            throws KernelException, CopyException, InterruptedException {
        OptionalLong timeNanos = timeNanos(step);
        int next = 1;
        try (Copier copier = new Copier(kernel, root)) {
            for (FileAction action : files.actions()) {
                // not a switch over types, whose first use spins a class
                if (action instanceof FileAction.Copy copy) {
                    copy(copier, copy, inputs.get(next++), root);
                } else if (action instanceof FileAction.MakeFile file) {
                    copier.writeFile(
                            file.name(),
                            file.content().getBytes(StandardCharsets.UTF_8),
                            file.target(),
                            settings(file.owner(), file.mode(), List.of(), root, timeNanos));
                } else if (action instanceof FileAction.MakeFolder folder) {
                    copier.makeFolder(folder.path(), folder.mode(), owner(folder.owner(), root), timeNanos);
                } else {
                    throw new BugException("an action without a way to do it: " + action);
                }
            }
            return copier.madeDevices() ? DeviceFiles.MAYBE : DeviceFiles.NONE;
        } catch (UnknownUserException e) {
            throw StepKeys.failed(step, new CopyException(String.valueOf(e.getMessage())));
        }
    }

    // of folders and files that the build itself makes
    private OptionalLong timeNanos(Step step) {
        Optional<Instant> epoch = terms.of(step).epoch();
        return epoch.isPresent() ? OptionalLong.of(epoch.get().getEpochSecond() * 1_000_000_000) : OptionalLong.empty();
    }

    private void copy(Copier copier, FileAction.Copy copy, StepResult source, Path root)
            throws KernelException, CopyException, InterruptedException {
        Content content =
                copy.source().op() instanceof Op.Local local ? contents.of(local) : contents.of(source.chain());
        CopySettings settings = settings(copy.owner(), copy.mode(), copy.excludes(), root, OptionalLong.empty());
        if (copy.extract()) {
            Archives.copyOrExtract(copier, content, copy, settings);
        } else {
            copier.copy(content, content.select(copy.paths(), copy.parents()), copy.target(), settings);
        }
    }

    private static CopySettings settings(
            Optional<String> owner, Optional<String> mode, List<String> excludes, Path root, OptionalLong time)
            throws CopyException {
        Optional<ModeChange> change = Optional.empty();
        if (mode.isPresent()) {
            change = ModeChange.parse(mode.get());
            if (change.isEmpty()) {
                throw new CopyException(
                        "invalid chmod parameter: '" + mode.get()
                                + "'; expected an octal mode such as 755, or changes such as u=rwX,go=rX",
                        mode.get());
            }
        }
        return new CopySettings(owner(owner, root), change, time, excludes(excludes));
    }

    static IgnorePatterns excludes(List<String> patterns) throws CopyException {
        return IgnorePatterns.of(patterns)
                .orElseThrow(() -> new CopyException("invalid pattern of --exclude: " + String.join(", ", patterns)));
    }

    private static Optional<Owner> owner(Optional<String> text, Path root) {
        return text.filter(name -> !name.isEmpty()).map(name -> {
            User user = new UserResolver(root).owner(name);
            return new Owner(user.uid(), user.gid());
        });
    }
}
