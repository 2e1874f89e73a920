// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where the loaders of a root file system look for libraries: glibc's (ld.so.conf, with what it includes) and musl's. */
final class LibraryFolders {
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_DEPTH = 8;
    private static final List<String> DEFAULTS = List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib");

    private final RootPaths paths;
    private final Set<String> folders = new LinkedHashSet<>();

    private LibraryFolders(RootPaths paths) {
        this.paths = paths;
    }

    /** Their paths in the root. */
    static List<String> of(RootPaths paths) {
        LibraryFolders found = new LibraryFolders(paths);
        found.configured("/etc/ld.so.conf", 0);
        found.matching("/etc", "ld-musl-", ".path")
                .forEach(file -> found.text(file)
                        .ifPresent(text ->
                                found.folders.addAll(List.of(text.strip().split("[:\n]")))));
        for (String parent : List.of("/lib", "/usr/lib")) {
            // a distribution with several architectures has these built in
            found.matching(parent, "", "").stream()
                    .filter(folder -> folder.contains("-linux-"))
                    .forEach(found.folders::add);
        }
        found.folders.addAll(DEFAULTS);
        return new ArrayList<>(found.folders);
    }

    private void configured(String file, int depth) {
        String text = depth > MOST_DEPTH ? "" : text(file).orElse("");
        for (String line : text.split("\n", -1)) {
            String words = line.replaceFirst("#.*", "").strip();
            if (words.startsWith("include ")) {
                include(words.substring("include ".length()).strip(), depth);
            } else if (words.startsWith("/")) {
                folders.add(words);
            }
        }
    }

    private void include(String pattern, int depth) {
        String absolute = pattern.startsWith("/") ? pattern : "/etc/" + pattern;
        int slash = absolute.lastIndexOf('/');
        int star = absolute.indexOf('*', slash);
        if (star < 0) {
            configured(absolute, depth + 1);
            return;
        }
        matching(absolute.substring(0, slash), absolute.substring(slash + 1, star), absolute.substring(star + 1))
                .forEach(file -> configured(file, depth + 1));
    }

    private Set<String> matching(String folder, String begin, String end) {
        Set<String> found = new TreeSet<>();
        Optional<Path> there = paths.find(folder).filter(Files::isDirectory);
        if (there.isPresent()) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(there.get())) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    if (name.startsWith(begin) && name.endsWith(end)) {
                        found.add(folder + "/" + name);
                    }
                }
            } catch (IOException _) {
                // what can't be listed has no libraries for us
            }
        }
        return found;
    }

    private Optional<String> text(String file) {
        Optional<Path> there = paths.find(file).filter(Files::isRegularFile);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(there.get())) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), java.nio.charset.StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
