// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

/**
 * How one file, or the files of one folder, differ from before.
 *
 * @param path from the root of the tree; a folder ends with a slash
 * @param from what it was, for {@link Kind#MODE} and {@link Kind#OWNER}; else empty
 */
public record FileChange(String path, Kind kind, String from, String to) {
    /** What is different. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        MODE,
        OWNER
    }

    static FileChange of(String path, Kind kind) {
        return new FileChange(path, kind, "", "");
    }

    /** For people: {@code src/main.c changed}. */
    public String text() {
        return switch (kind) {
            case ADDED -> path + " added";
            case REMOVED -> path + " removed";
            case CHANGED -> path + " changed";
            case MODE -> "mode of " + path + " " + from + " -> " + to;
            case OWNER -> "owner of " + path + " " + from + " -> " + to;
        };
    }
}
