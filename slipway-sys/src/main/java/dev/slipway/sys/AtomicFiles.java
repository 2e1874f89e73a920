// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Files that are there whole or not at all, whatever ends the process. Makes no native call of its own. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** Writes to one side, then renames into place over what is there. */
    public static void write(Path temp, Path target, byte[] bytes) throws IOException {
        Files.write(temp, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        move(temp, target);
    }

    /** As {@link #write}, to a side in the same folder; a target is written by one thread of a process. */
    public static void writeBeside(Path target, byte[] bytes) throws IOException {
        Path temp = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(parent(target));
            // what a process of that number left is written over
            Files.write(temp, bytes);
            Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temp);
            throw e;
        }
    }

    /** As {@link #write}; on the disk when this returns. */
    public static void writeThrough(Path temp, Path target, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        move(temp, target);
        try (FileChannel folder = FileChannel.open(parent(target), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Renames into place; makes the folder when it is the first in it. */
    public static void move(Path temp, Path target) throws IOException {
        try {
            Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // by now another process may have made the folder: whether it is there says nothing about why this failed
            Files.createDirectories(parent(target));
            Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }
}
