// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.exec.Mount;
import dev.slipway.files.Copier;
import dev.slipway.files.CopyException;
import dev.slipway.files.CopySettings;
import dev.slipway.files.TreeNode;
import dev.slipway.graph.Mount.Cache;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.CacheLease;
import dev.slipway.snapshot.CacheRequest;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.MountOrigin;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Sharing;
import dev.slipway.snapshot.Store;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.text.HostException;
import dev.slipway.text.Redacted;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings the mounts of a command to folders and files of this machine. */
final class ExecMounts {
    private final Store store;
    private final Kernel kernel;
    private final Contents contents;
    private final Sources sources;

    /**
     * Where comes from what is neither a step's result nor in the store.
     *
     * @param caches for cache mounts that are new here
     */
    record Sources(Terms.Finder terms, MountOrigin caches) {}

    ExecMounts(Store store, Kernel kernel, Contents contents, Sources sources) {
        this.store = store;
        this.kernel = kernel;
        this.contents = contents;
        this.sources = sources;
    }

    /** What one command has mounted; closed when it has ended. */
    static final class Mounted implements AutoCloseable {
        private final List<Mount> mounts = new ArrayList<>();
        private final List<String> env = new ArrayList<>();
        private final Map<String, Redacted> secretEnv = new HashMap<>();
        private final Map<String, Redacted> secrets = new HashMap<>();
        private final Deque<AutoCloseable> held = new ArrayDeque<>();

        List<Mount> mounts() {
            return mounts;
        }

        List<String> env() {
            return env;
        }

        Map<String, Redacted> secretEnv() {
            return secretEnv;
        }

        /** All values that were lent, by their ids. */
        Map<String, Redacted> secrets() {
            return secrets;
        }

        /** What is to be closed with it, before what was added earlier. */
        void hold(AutoCloseable resource) {
            held.push(resource);
        }

        /** Closes all, whatever fails: locks of cache mounts are among it. */
        @Override
        public void close() {
            RuntimeException failure = null;
            while (!held.isEmpty()) {
                try {
                    held.pop().close();
                } catch (Exception e) {
                    RuntimeException found = e instanceof RuntimeException known ? known : new IllegalStateException(e);
                    if (failure == null) {
                        failure = found;
                    } else {
                        failure.addSuppressed(found);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    Mounted mount(Step step, Op.Exec exec, List<StepResult> inputs) throws InterruptedException {
        Mounted mounted = new Mounted();
        boolean done = false;
        try {
            Map<Cache, CacheLease> caches = caches(step, exec, mounted);
            int next = 1;
            int sockets = 0;
            for (dev.slipway.graph.Mount mount : exec.mounts()) {
                Optional<StepResult> source =
                        mount.from().isPresent() ? Optional.of(inputs.get(next++)) : Optional.empty();
                switch (mount) {
                    case dev.slipway.graph.Mount.Bind bind ->
                        bind(step, bind, source.orElseThrow().chain(), mounted);
                    case Cache cache -> cache(step, cache, caches.get(cache), source, mounted);
                    case dev.slipway.graph.Mount.Tmpfs tmpfs ->
                        mounted.mounts.add(new Mount.Tmpfs(tmpfs.target(), tmpfs.sizeBytes(), 01777));
                    case dev.slipway.graph.Mount.Secret secret -> secret(step, secret, mounted);
                    case dev.slipway.graph.Mount.Ssh ssh -> ssh(step, ssh, sockets++, mounted);
                }
            }
            done = true;
            return mounted;
        } finally {
            if (!done) {
                mounted.close();
            }
        }
    }

    private Map<Cache, CacheLease> caches(Step step, Op.Exec exec, Mounted mounted) throws InterruptedException {
        List<Cache> wanted = new ArrayList<>();
        List<CacheRequest> requests = new ArrayList<>();
        for (dev.slipway.graph.Mount mount : exec.mounts()) {
            if (mount instanceof Cache cache) {
                wanted.add(cache);
                requests.add(new CacheRequest(
                        cache.id(),
                        switch (cache.sharing()) {
                            case SHARED -> Sharing.SHARED;
                            case PRIVATE -> Sharing.PRIVATE;
                            case LOCKED -> Sharing.LOCKED;
                        },
                        (int) cache.uid(),
                        (int) cache.gid(),
                        cache.mode()));
            }
        }
        // who wants nothing of caches wants no content of theirs either
        MountOrigin origin = step.ignoresCache() ? MountOrigin.NONE : sources.caches();
        Map<Cache, CacheLease> leases = new HashMap<>();
        if (!requests.isEmpty()) {
            List<CacheLease> acquired = store.cacheMounts().acquire(requests, origin);
            for (int i = 0; i < wanted.size(); i++) {
                mounted.hold(acquired.get(i));
                leases.put(wanted.get(i), acquired.get(i));
            }
        }
        return leases;
    }

    private void bind(Step step, dev.slipway.graph.Mount.Bind bind, Chain chain, Mounted mounted) {
        if (bind.readOnly()) {
            mounted.mounts.add(new Mount.Bind(source(step, chain, bind.path()), bind.target(), true));
            return;
        }
        // writes go to a layer that is thrown away
        Path in = source(step, chain, bind.path());
        Path root = contents.of(chain).tree().folder();
        Scratch scratch = store.begin(chain);
        mounted.hold(scratch);
        mounted.mounts.add(
                new Mount.Bind(scratch.root().resolve(root.relativize(in).toString()), bind.target(), false));
    }

    private Path source(Step step, Chain chain, String path) {
        TreeNode node = contents.of(chain)
                .tree()
                .resolve(path)
                .orElseThrow(() -> StepKeys.failed(step, "mount source \"" + path + "\" not found"));
        return contents.of(chain).tree().folder().resolve(node.path());
    }

    private void cache(Step step, Cache cache, @Nullable CacheLease lease, Optional<StepResult> seed, Mounted mounted) {
        if (lease == null) {
            throw new IllegalStateException("no lease for " + cache);
        }
        if (lease.isNew() && seed.isPresent()) {
            fill(step, cache, seed.get().chain(), lease.folder());
        }
        mounted.mounts.add(new Mount.Bind(lease.folder(), cache.target(), cache.readOnly()));
    }

    private void fill(Step step, Cache cache, Chain chain, Path folder) {
        try (Copier copier = new Copier(kernel, folder)) {
            var content = contents.of(chain);
            copier.copy(content, content.select(List.of(cache.path()), false), "/", CopySettings.PLAIN);
        } catch (CopyException e) {
            throw StepKeys.failed(step, String.valueOf(e.getMessage()));
        } catch (KernelException e) {
            throw new HostException("cannot fill the cache " + cache.id() + ": " + e.getMessage(), e);
        }
    }

    private void secret(Step step, dev.slipway.graph.Mount.Secret secret, Mounted mounted) {
        Optional<Redacted> value = sources.terms().of(step).secrets().secret(secret.id());
        if (value.isEmpty()) {
            if (secret.required()) {
                throw StepKeys.failed(
                        step, "secret " + secret.id() + ": not found; give it with --secret id=" + secret.id());
            }
            return;
        }
        mounted.secrets.put(secret.id(), value.get());
        secret.env().ifPresent(name -> mounted.secretEnv.put(name, value.get()));
        if (secret.file()) {
            mounted.mounts.add(new Mount.SecretFile(
                    value.get(), secret.target(), (int) secret.uid(), (int) secret.gid(), secret.mode()));
        }
    }

    private void ssh(Step step, dev.slipway.graph.Mount.Ssh ssh, int index, Mounted mounted) {
        Optional<Path> socket = sources.terms().of(step).secrets().sshSocket(ssh.id());
        if (socket.isEmpty()) {
            if (ssh.required()) {
                throw StepKeys.failed(
                        step, "no SSH key \"" + ssh.id() + "\" forwarded; give it with --ssh " + ssh.id());
            }
            return;
        }
        String target = ssh.target().isEmpty() ? "/run/buildkit/ssh_agent." + index : ssh.target();
        if (index == 0) {
            mounted.env.add("SSH_AUTH_SOCK=" + target);
        }
        mounted.mounts.add(new Mount.SshSocket(socket.get(), target, (int) ssh.uid(), (int) ssh.gid(), ssh.mode()));
    }
}
