// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.HostException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and reads the files. */
public final class BakeFiles {
    /** Those that are read when none is named, as far as they are there; later ones are laid over earlier ones. */
    static final List<String> DEFAULTS = List.of(
            "compose.yaml",
            "compose.yml",
            "docker-compose.yml",
            "docker-compose.yaml",
            "docker-bake.json",
            "docker-bake.hcl",
            "docker-bake.override.json",
            "docker-bake.override.hcl",
            SlipwayFile.NAME);

    private static final String HERE = "cwd://";
    private static final int MOST_BYTES = 64 << 20;

    private final Surroundings surroundings;
    private final InputStream in;

    /** @param in what {@code -} names */
    public BakeFiles(Surroundings surroundings, InputStream in) {
        this.surroundings = surroundings;
        this.in = in;
    }

    /**
     * The files of these names, or the default ones. With definitions from elsewhere they are of that place, and those
     * that begin with {@code cwd://} come after them.
     *
     * @throws UsageException if one that is named is not there, or none is named and there is no default one
     */
    public List<SourceFile> read(List<String> names) {
        Optional<RemoteProject> remote = surroundings.remote();
        List<SourceFile> files = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        for (String name : names) {
            (remote.isEmpty() || name.startsWith(HERE) ? ours : theirs).add(name);
        }
        if (remote.isPresent() && remote.get().only().isPresent()) {
            files.add(remote.get().only().get());
        } else if (remote.isPresent()) {
            files.addAll(read(theirs, remote.get().files()));
        }
        if (remote.isEmpty() || !ours.isEmpty()) {
            files.addAll(read(ours, surroundings.folder()));
        }
        if (files.isEmpty()) {
            throw new UsageException(
                    remote.isPresent()
                            ? "the repository has no bake file in that folder; name one with --file"
                            : "there is no bake file here; write a docker-bake.hcl, or name one with --file");
        }
        return files;
    }

    private List<SourceFile> read(List<String> names, Path folder) {
        List<SourceFile> files = new ArrayList<>();
        for (String given : names.isEmpty() ? DEFAULTS : names) {
            boolean isOurs = surroundings.remote().isEmpty() || given.startsWith(HERE);
            String name = isOurs ? withoutScheme(given) : RemoteProject.withoutRoot(given);
            try {
                files.add(SourceFile.of(
                        name, isOurs && name.equals("-") ? all(in) : bytes(given, folder.resolve(name), isOurs)));
            } catch (NoSuchFileException _) {
                if (!names.isEmpty()) {
                    throw wrong(given, "there is no file " + name);
                }
            } catch (java.nio.file.InvalidPathException _) {
                throw wrong(given, "no file can have this name");
            } catch (IOException e) {
                throw new HostException("cannot read " + name + ": " + e.getMessage(), e);
            }
        }
        return files;
    }

    private static UsageException wrong(String name, String reason) {
        return new UsageException(new UsageException.WrongOption("file", name, "", reason, "name one that is there"));
    }

    private static String withoutScheme(String name) {
        return name.startsWith(HERE) ? name.substring(HERE.length()) : name;
    }

    private byte[] bytes(String given, Path path, boolean isOurs) throws IOException {
        if (!isOurs && HostPaths.leadsOut(surroundings, path)) {
            throw wrong(given, given + " leads out of the repository");
        }
        try (InputStream file = Files.newInputStream(path)) {
            return all(file);
        }
    }

    private static byte[] all(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
        }
        return bytes;
    }
}
