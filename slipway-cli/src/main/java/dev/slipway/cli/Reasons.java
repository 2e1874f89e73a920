// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, in words: Java's exceptions for it have often no more than the name. */
final class Reasons {
    private Reasons() {}

    /** The file and the reason. */
    static String of(IOException failure) {
        if (!(failure instanceof FileSystemException fault) || fault.getFile() == null) {
            return String.valueOf(failure.getMessage());
        }
        return fault.getFile() + ": "
                + switch (fault) {
                    case NoSuchFileException _ -> "no such file or folder";
                    case AccessDeniedException _ -> "permission denied";
                    case NotDirectoryException _ -> "not a folder";
                    default -> fault.getReason() == null ? fault.getClass().getSimpleName() : fault.getReason();
                };
    }
}
