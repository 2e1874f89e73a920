// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Errno;
import dev.slipway.sys.KernelException;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** Says what went wrong on a disk, the store's or another, and what the user can do about it. */
public final class StoreFault {
    private static final long FULL_BYTES = 1 << 20;

    private StoreFault() {}

    /**
     * A failure outside of the store.
     *
     * @param doing what was tried, such as {@code "exporting to oci image format"}
     */
    public static HostException outside(Path path, String doing, IOException cause) {
        String why = cause instanceof FileSystemException fault && fault.getReason() != null
                ? fault.getReason()
                : String.valueOf(cause.getMessage());
        String text = doing + ": " + path + ": " + why;
        if (isFull(cause)) {
            text += "\nthe disk is full: " + freeSpace(path) + " free there; make room, or write to a larger disk";
        } else if (says(cause, Errno.EROFS, "Read-only file system")) {
            text += "\nthe file system is mounted read-only; write to another";
        } else if (cause instanceof AccessDeniedException || says(cause, Errno.EACCES, "Permission denied")) {
            text += "\nyou may not write there; choose another place, or have its owner let you";
        }
        return new HostException(text, cause);
    }

    /** What to say of something that failed while the disk of the store was full; nothing when it is not. */
    public static Optional<String> fullness(Path root) {
        try {
            return Files.getFileStore(root).getUsableSpace() >= FULL_BYTES
                    ? Optional.empty()
                    : Optional.of("the disk of the store " + root + " is full: " + freeSpace(root)
                            + " free there; make room, or set SLIPWAY_ROOT to a folder on a larger disk");
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** @param doing what was tried, such as {@code "writing a layer"} */
    public static HostException of(Path root, String doing, IOException cause) {
        String text = doing + " in the store " + root + " failed: " + reason(cause);
        if (isFull(cause)) {
            text += "\nthe disk is full: " + freeSpace(root)
                    + " free there; make room, or set SLIPWAY_ROOT to a folder on a larger disk";
        } else if (says(cause, Errno.EROFS, "Read-only file system")) {
            text += "\nthe file system is mounted read-only; set SLIPWAY_ROOT to a folder that can be written";
        } else if (cause instanceof AccessDeniedException || says(cause, Errno.EACCES, "Permission denied")) {
            text += "\nthe folder belongs to another user; run as that user, or set SLIPWAY_ROOT to a folder of yours";
        }
        if (cause instanceof KernelException kernel
                && kernel.is(Errno.EINVAL)
                && kernel.call().startsWith("fchown")) {
            text += "\nthis owner does not exist in the user namespace; give the user more subordinate ids in"
                    + " /etc/subuid and /etc/subgid";
        }
        return new HostException(text, cause);
    }

    public static boolean isFull(IOException cause) {
        return says(cause, Errno.ENOSPC, "No space left on device") || says(cause, Errno.EDQUOT, "Disk quota exceeded");
    }

    private static boolean says(IOException cause, Errno errno, String text) {
        if (cause instanceof KernelException kernel) {
            return kernel.is(errno);
        }
        String message = cause.getMessage();
        return message != null && message.contains(text);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        String name = name(cause);
        return message == null ? name : cause instanceof KernelException ? message : message + " (" + name + ")";
    }

    // Java gives the path alone, and says the rest by the type
    private static String name(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "no folder";
            case FileAlreadyExistsException _ -> "it is there already";
            case DirectoryNotEmptyException _ -> "the folder is not empty";
            default -> cause.getClass().getSimpleName();
        };
    }

    private static String freeSpace(Path root) {
        try {
            Path there = root.toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            long bytes = Files.getFileStore(there).getUsableSpace();
            return bytes < 10L << 20 ? (bytes >> 10) + " KiB are" : (bytes >> 20) + " MiB are";
        } catch (IOException _) {
            return "nothing is known to be";
        }
    }
}
