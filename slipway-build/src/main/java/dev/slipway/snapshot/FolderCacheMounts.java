// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cache mounts as {@code caches/<digest of scope and id>/<instance>}, the id itself beside them in {@code id}, the scope in
 * {@code scope}. An instance is locked by the kernel, so this holds among processes too, and ends with them.
 *
 * <p>A mount that is new in a scope begins as a copy of the same one of the first scope that is read and has it, unless that
 * one is in use, since a build waits for no other scope's; else with what a cache from elsewhere has for it; else empty.
 */
final class FolderCacheMounts implements CacheMounts {
    static final String USED = "used";
    static final String NOTES = "notes";

    private static final long HOLD_POLL_MILLIS = 20;

    private final StoreLayout layout;
    private final Session session;
    private final Scopes scopes;
    private final Kernel kernel;
    private final FileLocks locks;

    FolderCacheMounts(StoreLayout layout, Session session, Scopes scopes, Kernel kernel) {
        this.layout = layout;
        this.session = session;
        this.scopes = scopes;
        this.kernel = kernel;
        this.locks = FileLocks.of(layout.locks("caches"));
    }

    @Override
    public List<CacheLease> acquire(List<CacheRequest> requests, MountOrigin origin) throws InterruptedException {
        List<Integer> order = IntStream.range(0, requests.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> requests.get(i).id())
                        .thenComparing(i -> requests.get(i).sharing(), Comparator.reverseOrder()))
                .toList();
        CacheLease[] leases = new CacheLease[requests.size()];
        List<CacheLease> taken = new ArrayList<>();
        try {
            for (int i : order) {
                CacheLease lease = again(requests.get(i), taken).orElse(null);
                leases[i] = lease == null ? acquire(requests.get(i), origin) : lease;
                taken.add(leases[i]);
            }
        } catch (IOException e) {
            taken.forEach(Lease::close);
            throw StoreFault.of(layout.root(), "using a cache mount", e);
        } catch (InterruptedException | RuntimeException e) {
            taken.forEach(Lease::close);
            throw e;
        }
        return List.of(leases);
    }

    /** The same id a second time in one call: it would wait for itself, so both use one folder. */
    private static Optional<CacheLease> again(CacheRequest request, List<CacheLease> taken) {
        return taken.stream()
                .filter(lease -> lease.request().id().equals(request.id()))
                .findFirst()
                .map(first -> new HeldCache(request, first.folder(), false, () -> {}));
    }

    private CacheLease acquire(CacheRequest request, MountOrigin origin) throws InterruptedException, IOException {
        Wanted wanted = new Wanted(request, name(scopes.own(), request.id()), origin);
        String name = wanted.name();
        if (request.sharing() != Sharing.PRIVATE) {
            Lease lock = locks.acquire(name + "/0", request.sharing() == Sharing.SHARED);
            return prepared(wanted, 0, lock);
        }
        for (int instance = 0; ; instance++) {
            Optional<Lease> lock = locks.tryAcquire(name + "/" + instance, false);
            if (lock.isPresent()) {
                return prepared(wanted, instance, lock.get());
            }
        }
    }

    static String name(CacheScope scope, String id) {
        return ScopedPlace.of(scope, Digest.of(id)).hex();
    }

    /** Under a lock, because a folder renamed over an empty one would take it from those who use it. */
    private CacheLease prepared(Wanted wanted, int instance, Lease lock) throws IOException, InterruptedException {
        CacheRequest request = wanted.request();
        try (Lease _ = locks.acquire(wanted.name() + "/create", false)) {
            Path folder = folder(wanted.name(), instance);
            if (Files.exists(folder)) {
                used(layout.caches().resolve(wanted.name()));
                return new HeldCache(request, folder, false, lock);
            }
            boolean isNew = !create(wanted, folder, instance);
            return new HeldCache(request, folder, isNew, lock);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private Path folder(String name, int instance) {
        return layout.caches().resolve(name).resolve(Integer.toString(instance));
    }

    /** Makes the folder; true if it has what another scope's had, or what came from elsewhere. */
    private boolean create(Wanted wanted, Path folder, int instance) throws IOException, InterruptedException {
        CacheRequest request = wanted.request();
        Path parent = layout.caches().resolve(wanted.name());
        Files.createDirectories(parent);
        note(parent.resolve("id"), request.id());
        if (!scopes.own().isDefault()) {
            note(parent.resolve("scope"), scopes.own().name());
        }
        Optional<Path> filled = instance == 0 ? copyOfAnother(request.id()) : Optional.empty();
        if (instance == 0 && filled.isEmpty()) {
            filled = fromElsewhere(wanted, parent);
        }
        Path made = filled.isPresent() ? filled.get() : session.newFolder();
        if (filled.isEmpty()) {
            Files.setAttribute(made, "unix:uid", request.uid());
            Files.setAttribute(made, "unix:gid", request.gid());
            Files.setAttribute(made, "unix:mode", request.mode());
        }
        AtomicFiles.move(made, folder);
        used(parent);
        return filled.isPresent();
    }

    private Optional<Path> fromElsewhere(Wanted wanted, Path parent) throws IOException, InterruptedException {
        Path made = session.newFolder();
        MountNotes notes = new MountNotes(parent.resolve(NOTES), made);
        return wanted.origin().fill(wanted.request().id(), made, notes) ? Optional.of(made) : Optional.empty();
    }

    @Override
    public boolean exists(String id) {
        return Files.isDirectory(folder(name(scopes.own(), id), 0));
    }

    @Override
    public Optional<HeldMount> hold(String id, Duration patience) throws InterruptedException {
        String name = name(scopes.own(), id);
        Path folder = folder(name, 0);
        long began = System.nanoTime();
        try {
            while (Files.isDirectory(folder)) {
                Optional<Lease> lock = locks.tryAcquire(name + "/0", false);
                if (lock.isPresent()) {
                    return Optional.of(held(folder, lock.get()));
                }
                if (System.nanoTime() - began > patience.toNanos()) {
                    break;
                }
                Thread.sleep(HOLD_POLL_MILLIS);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "holding a cache mount", e);
        }
    }

    private HeldMount held(Path folder, Lease lock) throws IOException {
        try {
            return new WholeMount(folder, new MountNotes(folder.resolveSibling(NOTES), folder), lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** The time of the last use is that of an empty file. */
    static void used(Path parent) throws IOException {
        Path mark = parent.resolve(USED);
        try {
            Files.setLastModifiedTime(mark, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (NoSuchFileException _) {
            Files.write(mark, new byte[0]);
        }
    }

    private void note(Path file, String text) throws IOException {
        if (!Files.exists(file)) {
            AtomicFiles.write(session.newPath(), file, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<Path> copyOfAnother(String id) throws IOException {
        for (CacheScope scope : scopes.others()) {
            String name = name(scope, id);
            Path source = layout.caches().resolve(name).resolve("0");
            if (Files.isDirectory(source)) {
                Optional<Lease> free = locks.tryAcquire(name + "/0", false);
                if (free.isPresent()) {
                    try (Lease _ = free.get()) {
                        return copy(source);
                    }
                }
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What can't be copied is no failure: the mount begins empty, and the rest goes with the session. */
    private Optional<Path> copy(Path source) throws IOException {
        Path made = session.newFolder();
        try (Dir from = kernel.open(source);
                Dir to = kernel.open(made)) {
            new TreeCopy(to).from(from);
            return Optional.of(made);
        } catch (KernelException _) {
            return Optional.empty();
        }
    }

    /** A mount asked for; its name is that of its folder. */
    private record Wanted(CacheRequest request, String name, MountOrigin origin) {}

    private record WholeMount(Path folder, MountNotes notes, Lease lock) implements HeldMount {
        @Override
        public void close() {
            lock.close();
        }
    }

    private record HeldCache(CacheRequest request, Path folder, boolean isNew, Lease lock) implements CacheLease {
        @Override
        public void close() {
            lock.close();
        }
    }
}
