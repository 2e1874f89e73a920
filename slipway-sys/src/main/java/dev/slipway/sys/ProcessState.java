// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What of this process decides how new files come out. Read once: Java cannot change it, and nobody else does. */
final class ProcessState {
    static final int UMASK = Integer.parseInt(status("Umask:"), 8);
    /** Effective ids, from the second column. */
    static final int UID = Integer.parseInt(column(status("Uid:"), 1));

    static final int GID = Integer.parseInt(column(status("Gid:"), 1));
    static final boolean USER_NAMESPACE = inUserNamespace();

    private ProcessState() {}

    /** Whether a file made with this mode has it at once. */
    static boolean keepsMode(int mode) {
        return (mode & ~0777) == 0 && (mode & UMASK) == 0;
    }

    private static String status(String field) {
        for (String line : lines("/proc/self/status")) {
            if (line.startsWith(field)) {
                return line.substring(field.length()).strip();
            }
        }
        throw new IllegalStateException("/proc/self/status has no line " + field);
    }

    private static String column(String text, int index) {
        return text.strip().split("\t", -1)[index];
    }

    /** The first namespace maps all 2^32-1 ids to themselves, in one line. */
    private static boolean inUserNamespace() {
        String map = String.join(" ", lines("/proc/self/uid_map")).strip();
        return !map.endsWith(" 4294967295");
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read: is /proc mounted?", e);
        }
    }
}
