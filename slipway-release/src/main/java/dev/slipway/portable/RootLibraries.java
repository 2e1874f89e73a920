// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfFile;
import dev.slipway.elf.ElfInput;
import dev.slipway.elf.ElfReader;
import dev.slipway.elf.VersionDefinition;
import dev.slipway.portable.Floor.Wanted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The libraries of a root file system, as its loader would find them: which of those that a binary needs it has, and whether they
 * have the versions that the binary wants. Nothing of it is run.
 */
public final class RootLibraries {
    private final String label;
    private final RootPaths paths;
    private final List<String> folders;
    private final Map<Path, Optional<Library>> read = new HashMap<>();

    /** @param versions what it defines, its own name among them */
    private record Library(String architecture, List<String> needed, Set<String> versions, List<String> searchPath) {}

    /** @param label what the root is called in messages */
    public RootLibraries(Path root, String label) {
        this.label = label;
        this.paths = new RootPaths(root);
        this.folders = LibraryFolders.of(paths);
    }

    /** What the binary lacks there. */
    public List<Violation> check(String file, BinaryFacts facts) {
        List<Violation> found = new ArrayList<>();
        if (facts.linkage() != Linkage.DYNAMIC && facts.linkage() != Linkage.LIBRARY) {
            return found;
        }
        facts.interpreter().ifPresent(loader -> {
            if (paths.find(loader).filter(Files::isRegularFile).isEmpty()) {
                found.add(
                        violation(file, loader, "", "is no file in " + label + ", so nothing would load the program"));
            }
        });
        Map<String, List<Wanted>> wanted = wanted(facts);
        Deque<Need> open = new ArrayDeque<>();
        facts.needed().forEach(name -> open.add(new Need(name, "", facts.searchPath())));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Need need = open.pop();
            if (!seen.add(need.name())) {
                continue;
            }
            Optional<Library> library = find(need, facts.architecture());
            if (library.isEmpty()) {
                found.add(violation(file, need.name(), need.of(), why(need, facts.architecture())));
                continue;
            }
            for (Wanted one : need.of().isEmpty() ? wanted.getOrDefault(need.name(), List.of()) : List.<Wanted>of()) {
                if (!library.get().versions().contains(one.version())) {
                    found.add(violation(
                            file, one.toString(), one.library(), "that library of " + label + " has not got it"));
                }
            }
            library.get()
                    .needed()
                    .forEach(name ->
                            open.add(new Need(name, need.name(), library.get().searchPath())));
        }
        return found;
    }

    /**
     * A library that is needed.
     *
     * @param of the library that needs it; empty for the file itself
     */
    private record Need(String name, String of, List<String> searchPath) {}

    private static Map<String, List<Wanted>> wanted(BinaryFacts facts) {
        Map<String, List<Wanted>> byLibrary = new LinkedHashMap<>();
        facts.wants()
                .families()
                .values()
                .forEach(versions -> versions.values()
                        .forEach(all -> all.forEach(one -> byLibrary
                                .computeIfAbsent(one.library(), _ -> new ArrayList<>())
                                .add(one))));
        return byLibrary;
    }

    private Violation violation(String file, String subject, String of, String what) {
        return new Violation(
                "root",
                label,
                file,
                subject,
                of,
                new Violation.Words(
                        what, "install what has it there, link it statically, or build where no newer libraries are"),
                true);
    }

    private String why(Need need, String architecture) {
        for (String folder : folders) {
            Optional<Library> other = library(folder + "/" + need.name());
            if (other.isPresent()) {
                return "is in " + label + " for " + other.get().architecture() + " and not for " + architecture;
            }
        }
        return "is not in " + label;
    }

    private Optional<Library> find(Need need, String architecture) {
        if (need.name().contains("/")) {
            return library(need.name());
        }
        List<String> all = new ArrayList<>();
        for (String path : need.searchPath()) {
            for (String folder : path.split(":")) {
                // where the file itself will stand nobody knows
                if (folder.startsWith("/")) {
                    all.add(folder);
                }
            }
        }
        all.addAll(folders);
        for (String folder : all) {
            Optional<Library> found = library(folder + "/" + need.name())
                    .filter(library -> library.architecture().equals(architecture));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Library> library(String path) {
        Optional<Path> file = paths.find(path).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return read.computeIfAbsent(file.get(), RootLibraries::read);
    }

    // a text in place of a library, such as a linker's script, is none
    private static Optional<Library> read(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ElfFile file = new ElfReader(ElfInput.of(channel)).file();
            Set<String> versions = new HashSet<>();
            for (VersionDefinition definition : file.versionDefinitions()) {
                versions.add(definition.name());
            }
            List<String> searchPath = new ArrayList<>();
            file.dynamic().rpath().ifPresent(searchPath::add);
            file.dynamic().runpath().ifPresent(searchPath::add);
            return Optional.of(
                    new Library(file.header().architecture(), file.dynamic().needed(), versions, searchPath));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
