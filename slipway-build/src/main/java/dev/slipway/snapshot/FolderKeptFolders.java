// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.AtomicFiles;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kept folders as the first instances of cache mounts, see {@link FolderCacheMounts}. */
final class FolderKeptFolders implements KeptFolders {
    private final StoreLayout layout;
    private final Session session;
    private final Scopes scopes;
    private final FileLocks locks;

    FolderKeptFolders(StoreLayout layout, Session session, Scopes scopes) {
        this.layout = layout;
        this.session = session;
        this.scopes = scopes;
        this.locks = FileLocks.of(layout.locks("caches"));
    }

    private List<CacheScope> read() {
        List<CacheScope> all = new ArrayList<>(List.of(scopes.own()));
        all.addAll(scopes.others());
        return all;
    }

    @Override
    public Optional<KeptFolder> find(String id) throws InterruptedException {
        for (CacheScope scope : read()) {
            Optional<KeptFolder> found = open(scope, id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<KeptFolder> open(CacheScope scope, String id) throws InterruptedException {
        String name = FolderCacheMounts.name(scope, id);
        Path folder = layout.caches().resolve(name).resolve("0");
        try {
            if (!Files.isDirectory(folder)) {
                return Optional.empty();
            }
            Lease lock = locks.acquire(name + "/0", true);
            // it may have gone before we had it
            if (!Files.isDirectory(folder)) {
                lock.close();
                return Optional.empty();
            }
            FolderCacheMounts.used(layout.caches().resolve(name));
            return Optional.of(new KeptFolder(id, folder, lock));
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "using a folder that was kept", e);
        }
    }

    /** One that is there. */
    private record Known(String scope, String id, long keptAt) {}

    @Override
    public Optional<KeptFolder> newest(String prefix) throws InterruptedException {
        List<Known> known = known(prefix);
        for (CacheScope scope : read()) {
            Optional<Known> last = known.stream()
                    .filter(one -> one.scope().equals(scope.name()))
                    .max((a, b) -> Long.compare(a.keptAt(), b.keptAt()));
            Optional<KeptFolder> found =
                    last.isPresent() ? open(scope, last.get().id()) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<Known> known(String prefix) {
        List<Known> known = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(layout.caches())) {
            for (Path folder : folders) {
                String id = text(folder.resolve("id"));
                if (id.startsWith(prefix) && Files.isDirectory(folder.resolve("0"))) {
                    long keptAt =
                            Files.getLastModifiedTime(folder.resolve("id")).toMillis();
                    known.add(new Known(text(folder.resolve("scope")), id, keptAt));
                }
            }
        } catch (NoSuchFileException _) {
            // nothing was kept, or one goes just now
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "looking for a folder that was kept", e);
        }
        return known;
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    @Override
    public boolean keep(String id, Path made) throws InterruptedException {
        String name = FolderCacheMounts.name(scopes.own(), id);
        Path parent = layout.caches().resolve(name);
        Path folder = parent.resolve("0");
        try (Lease _ = locks.acquire(name + "/create", false)) {
            if (Files.exists(folder)) {
                return false;
            }
            Files.createDirectories(parent);
            note(parent.resolve("id"), id);
            if (!scopes.own().isDefault()) {
                note(parent.resolve("scope"), scopes.own().name());
            }
            FolderCacheMounts.used(parent);
            AtomicFiles.move(made, folder);
            return true;
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "keeping a folder", e);
        }
    }

    private void note(Path file, String text) throws IOException {
        AtomicFiles.write(session.newPath(), file, text.getBytes(StandardCharsets.UTF_8));
    }
}
