// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which files of a git repository are not as they were at a revision: changed, new, gone; committed or not. */
final class GitChanges {
    private final Path folder;

    /** @param folder somewhere in the working tree */
    GitChanges(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    private record Answer(int status, String out) {}

    /** Their paths from the root of the file system. Files that git ignores do not count. */
    Set<Path> since(Argument revision) throws InterruptedException {
        Answer top = git(folder, "rev-parse", "--show-toplevel");
        if (top.status() != 0) {
            throw revision.error("this folder is in no git repository", "run it in the repository");
        }
        Path root = Path.of(top.out().strip());
        String commit = revision.text() + "^{commit}";
        if (git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", commit)
                        .status()
                != 0) {
            throw revision.error("git knows no such revision", "a shallow clone may lack it: git fetch --unshallow");
        }
        Set<Path> found = new HashSet<>();
        List<String> diff =
                List.of("diff", "--name-only", "--no-renames", "-z", "--end-of-options", revision.text(), "--");
        paths(root, diff, found);
        paths(root, List.of("ls-files", "--others", "--exclude-standard", "-z"), found);
        return found;
    }

    private static void paths(Path root, List<String> command, Set<Path> into) throws InterruptedException {
        Answer answer = git(root, command.toArray(new String[0]));
        if (answer.status() != 0) {
            throw new HostException("git " + command.getFirst() + " failed in " + root + ": "
                    + answer.out().strip());
        }
        for (String path : answer.out().split("\0", -1)) {
            if (!path.isEmpty()) {
                into.add(root.resolve(path));
            }
        }
    }

    private static Answer git(Path folder, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(git.waitFor(), out);
        } catch (IOException e) {
            throw new HostException(
                    "git cannot be started: " + e.getMessage() + "; install it: apt-get install git", e);
        }
    }
}
