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

    private static final int MOST_BYTES = 64 << 20;

    private final Path folder;
    private final InputStream in;

    /** @param in what {@code -} names */
    public BakeFiles(Path folder, InputStream in) {
        this.folder = folder;
        this.in = in;
    }

    /** @throws UsageException if one that is named is not there, or none is named and there is no default one */
    public List<SourceFile> read(List<String> names) {
        List<SourceFile> files = new ArrayList<>();
        for (String name : names.isEmpty() ? DEFAULTS : names) {
            try {
                files.add(SourceFile.of(name, name.equals("-") ? all(in) : file(name)));
            } catch (NoSuchFileException _) {
                if (!names.isEmpty()) {
                    throw new UsageException(new UsageException.WrongOption(
                            "file", name, "", "there is no file " + name, "name one that is there"));
                }
            } catch (java.nio.file.InvalidPathException _) {
                throw new UsageException(new UsageException.WrongOption(
                        "file", name, "", "no file can have this name", "name one that is there"));
            } catch (IOException e) {
                throw new HostException("cannot read " + name + ": " + e.getMessage(), e);
            }
        }
        if (files.isEmpty()) {
            throw new UsageException("there is no bake file here; write a docker-bake.hcl, or name one with --file");
        }
        return files;
    }

    private byte[] file(String name) throws IOException {
        try (InputStream file = Files.newInputStream(folder.resolve(name))) {
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
