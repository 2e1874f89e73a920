// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Errno;
import dev.slipway.sys.KernelException;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what went wrong in the store, and what the user can do about it. */
final class StoreFault {
    private StoreFault() {}

    /** @param doing what was tried, such as {@code "writing a layer"} */
    static HostException of(Path root, String doing, IOException cause) {
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

    static boolean isFull(IOException cause) {
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
        String name = cause.getClass().getSimpleName();
        return message == null ? name : cause instanceof KernelException ? message : message + " (" + name + ")";
    }

    private static String freeSpace(Path root) {
        try {
            long bytes = Files.getFileStore(root).getUsableSpace();
            return bytes < 10L << 20 ? (bytes >> 10) + " KiB are" : (bytes >> 20) + " MiB are";
        } catch (IOException _) {
            return "nothing is known to be";
        }
    }
}
