// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is remembered of a cache mount's folder, in files beside it. A note is of that very folder: of one that was made anew
 * in its place there is none.
 */
public final class MountNotes {
    private final Path notes;
    private final byte[] about;

    /**
     * For one thread.
     *
     * @param notes where they stand
     * @param folder what they are of
     */
    MountNotes(Path notes, Path folder) throws IOException {
        this.notes = notes;
        BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
        String identity = attributes.fileKey() + " " + attributes.creationTime() + "\n";
        this.about = identity.getBytes(StandardCharsets.US_ASCII);
    }

    /** The note of that name, a word of letters, digits and hyphens. */
    public Optional<byte[]> read(String name) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(notes.resolve(name));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        return bytes.length >= about.length && Arrays.equals(bytes, 0, about.length, about, 0, about.length)
                ? Optional.of(Arrays.copyOfRange(bytes, about.length, bytes.length))
                : Optional.empty();
    }

    public void write(String name, byte[] note) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(about);
        bytes.writeBytes(note);
        AtomicFiles.writeBeside(notes.resolve(name), bytes.toByteArray());
    }
}
