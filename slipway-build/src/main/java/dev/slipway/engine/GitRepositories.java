// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.graph.GitUrl;
import dev.slipway.graph.Op;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
                    url.repository() + ": expected commit " + url.commit().get() + ", but " + shownRef(url) + " is "
                            + found,
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
        for (String line : git("ls-remote", url.repository()).lines().toList()) {
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
                    "repository " + withoutCredentials(url.repository()) + " does not contain ref " + ref, 0);
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
                    withoutCredentials(op.repository()) + ": there is no folder \"" + op.folder() + "\"", 0);
        }
        try (Scratch scratch = store.begin(Chain.SCRATCH)) {
            move(from, scratch.root(), op.keepsGitFolder() ? List.of() : List.of(".git"));
            return Chain.SCRATCH.plus(scratch.commit());
        } catch (IOException e) {
            throw new HostException("cannot take the files of " + op.repository() + ": " + e.getMessage(), e);
        }
    }

    private void fetch(Op.Git op, Path tree) throws InterruptedException {
        String folder = tree.toString();
        git("init", "--quiet", folder);
        git("-C", folder, "remote", "add", "origin", op.repository());
        try {
            git("-C", folder, "fetch", "--quiet", "--depth=1", "origin", op.commit());
        } catch (RegistryException _) {
            // a server may not give single commits: then everything is fetched
            git("-C", folder, "fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
        }
        git("-C", folder, "checkout", "--quiet", op.commit());
        git("-C", folder, "submodule", "--quiet", "update", "--init", "--recursive", "--depth=1");
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

    private String git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "advice.detachedHead=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new RegistryException("git " + arguments[0] + " failed: " + withoutCredentials(output), 0);
            }
            return output;
        } catch (IOException e) {
            throw new HostException("git is not there: apt-get install git", e);
        }
    }

    // a URL may hold a token: https://token@host/...
    private static String withoutCredentials(String text) {
        StringBuilder out = new StringBuilder(text);
        int at = out.indexOf("://");
        while (at >= 0) {
            int end = at + 3;
            while (end < out.length() && "/ '\n".indexOf(out.charAt(end)) < 0) {
                if (out.charAt(end) == '@') {
                    out.replace(at + 3, end, "***");
                    break;
                }
                end++;
            }
            at = out.indexOf("://", at + 3);
        }
        return out.toString();
    }
}
