// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.PlacedText;
import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.files.Content;
import dev.slipway.files.CopyException;
import dev.slipway.sys.Dir;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.Kernel;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The project's folder as jobs see it: as a fresh checkout of it would be. */
public final class Project {
    private static final String GIT = ".git";

    private final Path folder;
    private final List<String> ignored;
    private final List<PlacedText> artifacts;
    private final Path memory;
    private final Kernel kernel = Kernel.linux();
    private @Nullable List<String> hidden;

    /**
     * @param ignored paths of what is no part of the project, such as what git ignores; of folders with all that is in them
     * @param artifacts patterns of what jobs make, which is none of it either
     * @param memory the file in which digests are kept between runs
     */
    public Project(Path folder, List<String> ignored, List<PlacedText> artifacts, Path memory) {
        this.folder = folder;
        this.ignored = List.copyOf(ignored);
        this.artifacts = List.copyOf(artifacts);
        this.memory = memory;
    }

    Path folder() {
        return folder;
    }

    /** What of it the patterns name, all if there are none. Repositories of git are left out: each commit would be a change. */
    Digest digest(List<PlacedText> inputs) throws InterruptedException {
        Patterns.of(inputs);
        List<String> butNot = new ArrayList<>();
        if (inputs.isEmpty()) {
            butNot.add(GIT);
        }
        hidden().forEach(path -> butNot.add(Patterns.literal(path)));
        IgnorePatterns left = Patterns.only(inputs, butNot);
        try {
            Content content = Content.ofContext(folder, left, kernel, memory);
            return content.digest(content.select(List.of("/"), false), IgnorePatterns.NONE);
        } catch (CopyException e) {
            throw new HostException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Fills an empty folder with what an overlay takes for "deleted", for each file that is no part of the project. */
    void mask(Path empty) {
        try (Dir from = kernel.open(folder);
                Dir to = kernel.open(empty)) {
            copyMeta(from, to);
            for (String path : hidden()) {
                hide(from, to, path.split("/"));
            }
        } catch (IOException e) {
            throw new HostException("cannot hide what is no part of the project: " + e.getMessage(), e);
        }
    }

    private static void copyMeta(Dir from, Dir to) throws IOException {
        FileStat stat = from.stat();
        to.setOwnMeta(stat.uid(), stat.gid(), stat.mode(), stat.mtime());
    }

    private static void hide(Dir from, Dir to, String[] path) throws IOException {
        byte[] name = path[0].getBytes(StandardCharsets.UTF_8);
        Optional<FileStat> there = from.stat(name);
        if (there.isEmpty() || to.stat(name).filter(FileStat::isWhiteout).isPresent()) {
            return;
        }
        if (path.length == 1) {
            to.removeTree(name);
            to.makeNode(name, FileType.CHARACTER_DEVICE, 0, 0);
        } else if (there.get().isDirectory()) {
            to.makeDir(name, 0755);
            try (Dir below = from.open(name);
                    Dir made = to.open(name)) {
                copyMeta(below, made);
                hide(below, made, Arrays.copyOfRange(path, 1, path.length));
            }
        }
    }

    // once: a run is of the project as it was at its begin
    private synchronized List<String> hidden() {
        List<String> found = hidden;
        if (found == null) {
            found = new ArrayList<>(ignored);
            if (!artifacts.isEmpty()) {
                find(folder, Patterns.of(artifacts).root(), "", found);
            }
            hidden = found;
        }
        return found;
    }

    /** Collects what the patterns name; true if that is all of the folder, which was made for it then. */
    private static boolean find(Path folder, IgnorePatterns.Verdict verdict, String path, List<String> into) {
        boolean isAll = true;
        int before = into.size();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                IgnorePatterns.Verdict own = verdict.child(name);
                boolean mayBeIn = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !name.equals(GIT);
                if (own.excluded()) {
                    into.add(path + name);
                } else if (!mayBeIn || !find(entry, own, path + name + "/", into)) {
                    isAll = false;
                }
            }
        } catch (IOException e) {
            throw new HostException("cannot read " + folder + ": " + e.getMessage(), e);
        }
        boolean isMadeForIt = isAll && into.size() > before && !path.isEmpty();
        if (isMadeForIt) {
            into.subList(before, into.size()).clear();
            into.add(path.substring(0, path.length() - 1));
        }
        return isMadeForIt;
    }

    /** The folder itself: whose it is. */
    FileStat owner() {
        try (Dir dir = kernel.open(folder)) {
            return dir.stat();
        } catch (IOException e) {
            throw new HostException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
