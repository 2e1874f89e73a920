// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Files that have changed.
 *
 * @param paths whole, without links but the last part; of a repository within the repository it is its folder
 */
record ChangedFiles(Set<Path> paths) {
    ChangedFiles {
        paths = Set.copyOf(paths);
    }

    /** Whether the file has changed, or anything in it if it is a folder, or what is on the way to it. */
    boolean touch(Path file) {
        return leadTo(file) || !in(file).isEmpty();
    }

    /** Whether the file itself has changed, or a link or a repository on the way to it. */
    boolean leadTo(Path file) {
        List<Path> ways = ways(file);
        return paths.stream().anyMatch(changed -> ways.stream().anyMatch(way -> way.startsWith(changed)));
    }

    /** Those in the folder. */
    List<Path> in(Path folder) {
        Path real = Paths.real(folder);
        return paths.stream().filter(changed -> changed.startsWith(real)).toList();
    }

    // a link is where it stands as well as where it leads to, and so is each link on the way to it
    private static List<Path> ways(Path file) {
        List<Path> ways = new ArrayList<>(List.of(Paths.real(file)));
        Path part = file.toAbsolutePath().normalize();
        for (Path folder = part.getParent(); folder != null; folder = folder.getParent()) {
            ways.add(Paths.real(folder).resolve(folder.relativize(part)));
            part = folder;
        }
        return ways;
    }
}
