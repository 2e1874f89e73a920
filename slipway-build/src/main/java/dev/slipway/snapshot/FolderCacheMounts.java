// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.sys.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cache mounts as {@code caches/<digest of the id>/<instance>}, the id itself beside them in {@code id}. An instance is
 * locked by the kernel, so this holds among processes too, and ends with them.
 */
final class FolderCacheMounts implements CacheMounts {
    private final StoreLayout layout;
    private final Session session;
    private final FileLocks locks;

    FolderCacheMounts(StoreLayout layout, Session session) {
        this.layout = layout;
        this.session = session;
        this.locks = FileLocks.of(layout.locks("caches"));
    }

    @Override
    public List<CacheLease> acquire(List<CacheRequest> requests) throws InterruptedException {
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
                leases[i] = lease == null ? acquire(requests.get(i)) : lease;
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

    private CacheLease acquire(CacheRequest request) throws InterruptedException, IOException {
        String name = Digest.of(request.id()).hex();
        if (request.sharing() != Sharing.PRIVATE) {
            Lease lock = locks.acquire(name + "/0", request.sharing() == Sharing.SHARED);
            return prepared(request, name, 0, lock);
        }
        for (int instance = 0; ; instance++) {
            Optional<Lease> lock = locks.tryAcquire(name + "/" + instance, false);
            if (lock.isPresent()) {
                return prepared(request, name, instance, lock.get());
            }
        }
    }

    /** Under a lock, because a folder renamed over an empty one would take it from those who use it. */
    private CacheLease prepared(CacheRequest request, String name, int instance, Lease lock)
            throws IOException, InterruptedException {
        try (Lease _ = locks.acquire(name + "/create", false)) {
            Path parent = layout.caches().resolve(name);
            Path folder = parent.resolve(Integer.toString(instance));
            boolean isNew = !Files.exists(folder);
            if (isNew) {
                create(request, parent, folder);
            }
            return new HeldCache(request, folder, isNew, lock);
        } catch (IOException | InterruptedException e) {
            lock.close();
            throw e;
        }
    }

    private void create(CacheRequest request, Path parent, Path folder) throws IOException {
        Files.createDirectories(parent);
        Path id = parent.resolve("id");
        if (!Files.exists(id)) {
            AtomicFiles.write(session.newPath(), id, request.id().getBytes(StandardCharsets.UTF_8));
        }
        Path made = session.newFolder();
        Files.setAttribute(made, "unix:uid", request.uid());
        Files.setAttribute(made, "unix:gid", request.gid());
        Files.setAttribute(made, "unix:mode", request.mode());
        AtomicFiles.move(made, folder);
    }

    private record HeldCache(CacheRequest request, Path folder, boolean isNew, Lease lock) implements CacheLease {
        @Override
        public void close() {
            lock.close();
        }
    }
}
