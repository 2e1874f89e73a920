// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows paths inside a root folder as a process would whose root it is: an absolute link begins at the folder again,
 * {@code ..} stops at it. Safe as long as nothing changes the folder meanwhile, so only before and after a process runs.
 */
final class RootPath {
    private static final int MAX_LINKS = 255;

    private RootPath() {}

    /**
     * Where the path leads; what does not exist of it is taken as it stands.
     *
     * @throws IOException if there are too many links
     */
    static Path resolve(Path root, String path) throws IOException {
        Deque<String> todo = new ArrayDeque<>();
        push(todo, path);
        Path at = root;
        int links = 0;
        while (!todo.isEmpty()) {
            String name = todo.pop();
            if (name.equals("..")) {
                at = at.equals(root) ? root : parent(at);
                continue;
            }
            Path next = at.resolve(name);
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw new IOException("too many symbolic links in " + path);
            }
            String target = Files.readSymbolicLink(next).toString();
            if (target.startsWith("/")) {
                at = root;
            }
            push(todo, target);
        }
        return at;
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static void push(Deque<String> todo, String path) {
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            String name = path.substring(slash + 1, end);
            if (!name.isEmpty() && !name.equals(".")) {
                todo.push(name);
            }
            end = slash;
        }
    }
}
