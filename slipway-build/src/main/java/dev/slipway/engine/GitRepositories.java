// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.graph.GitUrl;
import dev.slipway.graph.Op;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import dev.slipway.text.UrlCredentials;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Git repositories as filesystems, by git itself, so that the user's own settings and credentials hold. */
public final class GitRepositories {
    private final Store store;
    private final Map<String, String> environment;

    public GitRepositories(Store store, Map<String, String> environment) {
        this.store = store;
        this.environment = environment;
    }

    /** The commit that the URL means now. */
    public String commit(GitUrl url) throws InterruptedException {
        refuseDash(url.repository());
        refuseDash(url.ref());
        String found = url.ref().isEmpty() || !GitUrl.isCommit(url.ref()) ? ask(url) : url.ref();
        if (url.commit().isPresent() && !found.startsWith(url.commit().get())) {
            throw new RegistryException(
                    UrlCredentials.hidden(url.repository()) + ": expected commit "
                            + url.commit().get() + ", but " + shownRef(url) + " is " + found,
                    0);
        }
        return found;
    }

    private static String shownRef(GitUrl url) {
        return url.ref().isEmpty() ? "HEAD" : url.ref();
    }

    // git would take it for an option
    private static void refuseDash(String text) {
        if (text.startsWith("-")) {
            throw new UsageException("a git URL or reference cannot begin with a dash: " + text);
        }
    }

    // a branch is preferred to a tag of its name, as git does
    private String ask(GitUrl url) throws InterruptedException {
        String ref = shownRef(url);
        String exact = "";
        String head = "";
        String tag = "";
        GitCommand git = new GitCommand(url.repository(), environment);
        for (String line : git.run("ls-remote", git.repository()).lines().toList()) {
            int blank = line.indexOf('\t');
            String name = line.substring(blank + 1);
            String commit = blank < 0 ? "" : line.substring(0, blank);
            if (name.equals(ref) || name.equals("refs/" + ref)) {
                exact = commit;
            } else if (name.equals("refs/heads/" + ref)) {
                head = commit;
            } else if (name.equals("refs/tags/" + ref) || name.equals("refs/tags/" + ref + "^{}")) {
                tag = commit;
            }
        }
        String found = exact.isEmpty() ? head.isEmpty() ? tag : head : exact;
        if (found.isEmpty()) {
            throw new RegistryException(
                    "repository " + UrlCredentials.hidden(url.repository()) + " does not contain ref " + ref, 0);
        }
        return found;
    }

    /** A filesystem with the files of the commit. */
    Chain make(Op.Git op) throws InterruptedException {
        Path work = store.newTempFolder();
        Path tree = work.resolve("tree");
        fetch(op, tree);
        Path from = tree.resolve(op.folder()).normalize();
        if (!from.startsWith(tree) || !Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new RegistryException(
                    UrlCredentials.hidden(op.repository()) + ": there is no folder \"" + op.folder() + "\"", 0);
        }
        try (Scratch scratch = store.begin(Chain.SCRATCH)) {
            move(from, scratch.root(), op.keepsGitFolder() ? List.of() : List.of(".git"));
            return Chain.SCRATCH.plus(scratch.commit());
        } catch (IOException e) {
            throw new HostException(
                    "cannot take the files of " + UrlCredentials.hidden(op.repository()) + ": " + e.getMessage(), e);
        }
    }

    private void fetch(Op.Git op, Path tree) throws InterruptedException {
        String folder = tree.toString();
        GitCommand git = new GitCommand(op.repository(), environment);
        git.run("init", "--quiet", folder);
        git.run("-C", folder, "remote", "add", "origin", git.repository());
        try {
            git.run("-C", folder, "fetch", "--quiet", "--depth=1", "origin", op.commit());
        } catch (RegistryException _) {
            // a server may not give single commits: then everything is fetched
            git.run("-C", folder, "fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
        }
        git.run("-C", folder, "checkout", "--quiet", op.commit());
        git.run("-C", folder, "submodule", "--quiet", "update", "--init", "--recursive", "--depth=1");
    }

    // as files of a new checkout under umask 022 are, whatever ours is
    private static void move(Path from, Path to, List<String> leftOut) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!folder.equals(from)) {
                    if (leftOut.contains(folder.getFileName().toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Path made = Files.createDirectory(
                            to.resolve(from.relativize(folder).toString()));
                    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (leftOut.contains(file.getFileName().toString())) {
                    return FileVisitResult.CONTINUE;
                }
                Path target = to.resolve(from.relativize(file).toString());
                Files.copy(file, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                if (attributes.isRegularFile()) {
                    Files.setPosixFilePermissions(
                            target,
                            PosixFilePermissions.fromString(Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--"));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
