// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.graph.GitUrl;
import dev.slipway.graph.Op;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.DeviceFiles;
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
import java.util.Optional;

/** Git repositories as filesystems and as build contexts. */
public final class GitRepositories {
    private final Store store;
    private final GitProgram git;
    private final Optional<GitCheckout> known;

    /** @param secrets where the tokens for servers are: {@code GIT_AUTH_TOKEN}, {@code GIT_AUTH_HEADER} */
    public GitRepositories(Store store, Map<String, String> environment, Secrets secrets) {
        this(store, environment, secrets, Optional.empty());
    }

    /** @param known what was fetched before, and is not asked for again */
    public GitRepositories(Store store, Map<String, String> environment, Secrets secrets, Optional<GitCheckout> known) {
        this.store = store;
        this.git = new GitProgram(environment, secrets);
        this.known = known;
    }

    /** The commit that the URL means now. */
    public String commit(GitUrl url) throws InterruptedException {
        refuseDash(url.repository());
        refuseDash(url.ref());
        Optional<String> fetched = known.flatMap(checkout -> checkout.commitOf(url));
        if (fetched.isPresent()) {
            return fetched.get();
        }
        String wanted =
                url.ref().isEmpty() ? url.commit().filter(GitUrl::isCommit).orElse("") : url.ref();
        String found = GitUrl.isCommit(wanted) ? wanted : ask(url);
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
        String listed = git.run(url.repository(), "ls-remote", GitProgram.bare(url.repository()));
        for (String line : listed.lines().toList()) {
            int blank = line.indexOf('\t');
            String name = line.substring(blank + 1);
            String commit = blank < 0 ? "" : line.substring(0, blank);
            if (List.of(ref, "refs/" + ref, ref + "^{}", "refs/" + ref + "^{}").contains(name)) {
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
        Path from = checkout(op);
        try (Scratch scratch = store.begin(Chain.SCRATCH)) {
            move(from, scratch.root(), op.keepsGitFolder() ? List.of() : List.of(".git"));
            return Chain.SCRATCH.plus(scratch.commit(DeviceFiles.NONE));
        } catch (IOException e) {
            throw new HostException(
                    "cannot take the files of " + UrlCredentials.hidden(op.repository()) + ": " + e.getMessage(), e);
        }
    }

    /** A folder of ours with the files that the URL means now. */
    public Path folder(GitUrl url) throws InterruptedException {
        Optional<Path> fetched = known.flatMap(checkout -> checkout.folderOf(url));
        if (fetched.isPresent()) {
            return fetched.get();
        }
        Op.Git op = new Op.Git(url.repository(), commit(url), url.folder(), url.keepsGitFolder(), url.submodules());
        Path from = checkout(op);
        if (op.keepsGitFolder()) {
            return from;
        }
        Path clean = store.newTempFolder();
        try {
            move(from, clean, List.of(".git"));
            return clean;
        } catch (IOException e) {
            throw new HostException(
                    "cannot take the files of " + UrlCredentials.hidden(op.repository()) + ": " + e.getMessage(), e);
        }
    }

    /** All files that the URL means now, whichever folder it names. */
    public GitCheckout checkout(GitUrl url) throws InterruptedException {
        String commit = commit(url);
        GitUrl whole = new GitUrl(url.repository(), commit, "", Optional.empty(), false, url.submodules());
        try {
            return new GitCheckout(url, commit, folder(whole).toRealPath());
        } catch (IOException e) {
            throw new HostException(
                    "cannot take the files of " + UrlCredentials.hidden(url.repository()) + ": " + e.getMessage(), e);
        }
    }

    // the folder may be behind a link, but not outside of the repository
    private Path checkout(Op.Git op) throws InterruptedException {
        Path tree = store.newTempFolder().resolve("tree");
        fetch(op, tree);
        try {
            Path from = tree.resolve(op.folder()).toRealPath();
            if (from.startsWith(tree.toRealPath()) && Files.isDirectory(from)) {
                return from;
            }
        } catch (IOException _) {
            // not there
        }
        throw new RegistryException(
                UrlCredentials.hidden(op.repository()) + ": there is no folder \"" + op.folder() + "\"", 0);
    }

    private void fetch(Op.Git op, Path tree) throws InterruptedException {
        String from = op.repository();
        String folder = tree.toString();
        git.run(from, "init", "--quiet", folder);
        git.run(from, "-C", folder, "remote", "add", "origin", GitProgram.bare(from));
        try {
            git.run(from, "-C", folder, "fetch", "--quiet", "--depth=1", "origin", op.commit());
        } catch (RegistryException _) {
            // a server may not give single commits: then everything is fetched
            git.run(from, "-C", folder, "fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
        }
        git.run(from, "-C", folder, "checkout", "--quiet", op.commit());
        if (op.submodules()) {
            submodules(from, folder);
        }
    }

    private void submodules(String from, String folder) throws InterruptedException {
        List<String> update =
                List.of("-C", folder, "submodule", "--quiet", "update", "--init", "--recursive", "--depth=1");
        try {
            git.run(from, update.toArray(String[]::new));
        } catch (RegistryException _) {
            // nor does every server give the newest commits alone
            git.run(from, update.subList(0, update.size() - 1).toArray(String[]::new));
        }
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
