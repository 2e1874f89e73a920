// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.PlacedText;
import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.files.Content;
import dev.slipway.files.CopyException;
import dev.slipway.sys.CopiedMeta;
import dev.slipway.sys.Dir;
import dev.slipway.sys.DirEntry;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.Kernel;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What jobs make, brought from folder to folder. No link is followed, here or there. */
final class Artifacts {
    private static final int PLAIN_MODE = 0777;
    private static final int ROOT = 0;

    private final Kernel kernel = Kernel.linux();

    /** Who owns a copy. */
    private record Owner(int uid, int gid) {}

    /** A file that patterns name; its folder and name are bytes, whatever they mean. */
    @SuppressWarnings("ArrayRecordComponent") // names of files are no texts; nobody compares these
    private record Found(byte[] folder, DirEntry entry, String path) {}

    /**
     * Copies what the patterns name into an empty folder, as root's and without marks that make programs another user's.
     *
     * @throws dev.slipway.text.SourceException if a pattern names nothing
     */
    void collect(Path from, List<PlacedText> patterns, Path into) {
        if (patterns.isEmpty()) {
            return;
        }
        List<Found> found = new ArrayList<>();
        try (Dir source = kernel.open(from);
                Dir target = kernel.open(into)) {
            find(source, new byte[0], Patterns.of(patterns).root(), "", found);
            for (Found one : found) {
                try (Dir there = source.openBeneath(one.folder());
                        Dir made = folder(source, target, one.folder())) {
                    copy(there, made, one.entry(), new Owner(ROOT, ROOT));
                }
            }
        } catch (IOException e) {
            throw new HostException("cannot copy the artifacts: " + e.getMessage(), e);
        }
        for (PlacedText pattern : patterns) {
            IgnorePatterns own = Patterns.of(pattern);
            if (!pattern.text().startsWith("!") && found.stream().noneMatch(one -> own.excludes(one.path()))) {
                throw pattern.fault(
                        "the job has made nothing that \"" + pattern.text() + "\" names",
                        "patterns are as in a .dockerignore, from the working folder");
            }
        }
    }

    private static void find(Dir from, byte[] folder, IgnorePatterns.Verdict verdict, String path, List<Found> found)
            throws IOException {
        for (DirEntry entry : from.entries()) {
            String name = new String(entry.name(), StandardCharsets.UTF_8);
            IgnorePatterns.Verdict own = verdict.child(name);
            // what stands in a repository's folder is run by git
            if (name.equals(".git")) {
                continue;
            }
            if (entry.stat().isDirectory()) {
                try (Dir below = from.open(entry.name())) {
                    find(below, joined(folder, entry.name()), own, path + name + "/", found);
                }
            } else if (own.excluded() && isArtifact(entry.stat().type())) {
                found.add(new Found(folder, entry, path + name));
            }
        }
    }

    private static boolean isArtifact(FileType type) {
        return type == FileType.FILE || type == FileType.SYMLINK;
    }

    private static byte[] joined(byte[] folder, byte[] name) {
        if (folder.length == 0) {
            return name;
        }
        byte[] path = Arrays.copyOf(folder, folder.length + 1 + name.length);
        path[folder.length] = '/';
        System.arraycopy(name, 0, path, folder.length + 1, name.length);
        return path;
    }

    /** The folder of that path, made with all above it as they are in the source. */
    private static Dir folder(Dir source, Dir target, byte[] path) throws IOException {
        for (int end = 0; end <= path.length && path.length > 0; end++) {
            if (end == path.length || path[end] == '/') {
                byte[] part = Arrays.copyOf(path, end);
                int slash = end;
                while (slash > 0 && path[slash - 1] != '/') {
                    slash--;
                }
                byte[] name = Arrays.copyOfRange(path, slash, end);
                try (Dir above = target.openBeneath(Arrays.copyOf(path, Math.max(0, slash - 1)));
                        Dir same = source.openBeneath(part)) {
                    above.makeDir(name, same.stat().mode() & PLAIN_MODE);
                }
            }
        }
        return target.openBeneath(path);
    }

    /** Puts all of a folder where it belongs in another; what is there already and the same stays. */
    void place(Path from, Path to, FileStat owner) {
        try (Dir source = kernel.open(from);
                Dir target = kernel.open(to)) {
            place(source, target, new Owner(owner.uid(), owner.gid()));
        } catch (IOException e) {
            throw new HostException("cannot put the artifacts into " + to + ": " + e.getMessage(), e);
        }
    }

    private void place(Dir from, Dir to, Owner owner) throws IOException {
        for (DirEntry entry : from.entries()) {
            Optional<FileStat> there = to.stat(entry.name());
            if (entry.stat().isDirectory()) {
                if (to.makeDir(entry.name(), entry.stat().mode())) {
                    to.setOwner(entry.name(), owner.uid(), owner.gid());
                    to.setMode(entry.name(), entry.stat().mode());
                }
                try (Dir below = from.open(entry.name());
                        Dir made = to.open(entry.name())) {
                    place(below, made, owner);
                }
            } else if (there.isEmpty() || !isSame(entry.stat(), there.get())) {
                replace(from, to, entry, owner);
            }
        }
    }

    private static boolean isSame(FileStat kept, FileStat there) {
        return kept.type() == there.type()
                && kept.type() == FileType.FILE
                && kept.size() == there.size()
                && kept.mtime() == there.mtime()
                && kept.mode() == there.mode();
    }

    private static void replace(Dir from, Dir to, DirEntry entry, Owner owner) throws IOException {
        byte[] aside = (".slipway-"
                        + Digest.of(new String(entry.name(), StandardCharsets.UTF_8))
                                .hex())
                .getBytes(StandardCharsets.US_ASCII);
        to.removeTree(aside);
        if (copy(from, to, new DirEntry(aside, entry.stat()), entry.name(), owner)) {
            to.rename(aside, to, entry.name());
        }
    }

    private static boolean copy(Dir from, Dir to, DirEntry entry, Owner owner) throws IOException {
        return copy(from, to, entry, entry.name(), owner);
    }

    /** False if it is something that no artifact can be: a device, pipe or socket. */
    private static boolean copy(Dir from, Dir to, DirEntry made, byte[] fromName, Owner owner) throws IOException {
        FileStat stat = made.stat();
        switch (stat.type()) {
            case FILE -> {
                CopiedMeta meta = new CopiedMeta(
                        OptionalInt.of(stat.mode() & PLAIN_MODE),
                        OptionalInt.of(owner.uid()),
                        OptionalInt.of(owner.gid()),
                        OptionalLong.of(stat.mtime()));
                to.copyFile(from, fromName, made.name(), meta);
            }
            case SYMLINK -> {
                to.symlink(from.readLink(fromName), made.name());
                to.setOwner(made.name(), owner.uid(), owner.gid());
            }
            case DIRECTORY, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> {
                return false;
            }
        }
        return true;
    }

    /** One digest of all of a folder. */
    Digest digest(Path folder) throws InterruptedException {
        try {
            Content content = Content.ofFilesystem(folder, kernel);
            return content.digest(content.select(List.of("/"), false), IgnorePatterns.NONE);
        } catch (CopyException e) {
            throw new HostException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A path that both folders have a file at. */
    Optional<String> clash(Path one, Path other) {
        try (Dir a = kernel.open(one);
                Dir b = kernel.open(other)) {
            return clash(a, b, "");
        } catch (IOException e) {
            throw new HostException("cannot compare artifacts: " + e.getMessage(), e);
        }
    }

    private static Optional<String> clash(Dir one, Dir other, String path) throws IOException {
        for (DirEntry entry : one.entries()) {
            String name = path + new String(entry.name(), StandardCharsets.UTF_8);
            Optional<FileStat> there = other.stat(entry.name());
            if (there.isPresent() && there.get().isDirectory() && entry.stat().isDirectory()) {
                try (Dir a = one.open(entry.name());
                        Dir b = other.open(entry.name())) {
                    Optional<String> below = clash(a, b, name + "/");
                    if (below.isPresent()) {
                        return below;
                    }
                }
            } else if (there.isPresent()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
