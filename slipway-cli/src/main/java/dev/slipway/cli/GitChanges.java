// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Which files of a git repository are not as they were at a revision: changed, new, gone; committed or not. */
final class GitChanges {
    private final Path folder;

    /** @param folder somewhere in the working tree */
    GitChanges(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** @param complaint what git says on its standard error, on one line */
    record Answer(int status, String out, String complaint) {}

    /** Their paths from the root of the file system. Files that git ignores do not count. */
    Set<Path> since(Argument revision) throws InterruptedException {
        Answer top = git(folder, "rev-parse", "--show-toplevel");
        if (top.status() != 0) {
            // what it says of a repository whose owner it does not trust says what to do about that as well
            throw top.complaint().contains("not a git repository")
                    ? revision.error("this folder is in no git repository", "run it in the repository")
                    : new HostException("git cannot read the repository of " + folder + ": " + top.complaint());
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
            throw new HostException("git " + command.getFirst() + " failed in " + root + ": " + answer.complaint());
        }
        for (String path : answer.out().split("\0", -1)) {
            if (!path.isEmpty()) {
                into.add(root.resolve(path));
            }
        }
    }

    static Answer git(Path folder, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        try {
            Process git = builder.start();
            git.getOutputStream().close();
            FutureTask<String> complaint = new FutureTask<>(() -> text(git.getErrorStream()));
            Thread.ofVirtual().start(complaint);
            String out = text(git.getInputStream());
            return new Answer(git.waitFor(), out, complaint.get().strip().replaceAll("\\s+", " "));
        } catch (ExecutionException e) {
            throw new HostException("cannot read what git says: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new HostException(
                    "git cannot be started: " + e.getMessage() + "; install it: apt-get install git", e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
