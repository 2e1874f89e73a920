// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Paths of a root file system, links followed as if it were the machine's own: no path leads out of it. */
record RootPaths(Path root) {
    private static final int MOST_LINKS = 40;

    /** Where the path leads; empty if there is nothing. */
    Optional<Path> find(String path) {
        Deque<String> open = new ArrayDeque<>(List.of(path.split("/")));
        Path at = root;
        int links = 0;
        while (!open.isEmpty()) {
            String name = open.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                at = at.equals(root) ? root : Objects.requireNonNull(at.getParent());
                continue;
            }
            Path next = at.resolve(name);
            if (Files.isSymbolicLink(next)) {
                Optional<String> target = ++links > MOST_LINKS ? Optional.empty() : target(next);
                if (target.isEmpty()) {
                    return Optional.empty();
                }
                at = target.get().startsWith("/") ? root : at;
                String[] names = target.get().split("/");
                for (int i = names.length - 1; i >= 0; i--) {
                    open.push(names[i]);
                }
            } else if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                at = next;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    private static Optional<String> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
