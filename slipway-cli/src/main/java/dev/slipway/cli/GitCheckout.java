// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.GitCommand;
import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import dev.slipway.text.UrlCredentials;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Brings a git repository here, by git itself, so that the user's own settings and credentials hold. The URL is docker's:
 * {@code REPOSITORY[#REF[:FOLDER]]}.
 */
final class GitCheckout {
    private final Path folder;
    private final Map<String, String> environment;

    /** @param folder an empty folder */
    GitCheckout(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Whether this is the URL of a git repository, as docker decides it. */
    static boolean isRepository(String url) {
        int hash = url.indexOf('#');
        String base = hash < 0 ? url : url.substring(0, hash);
        return base.startsWith("git://")
                || base.startsWith("git@")
                || base.startsWith("ssh://")
                || base.startsWith("file://")
                || ((base.startsWith("http://") || base.startsWith("https://")) && base.endsWith(".git"))
                || base.startsWith("github.com/");
    }

    /** The folder that the URL names. */
    Path of(String url) throws InterruptedException {
        if (!isRepository(url)) {
            throw new UsageException("a context behind the URL " + UrlCredentials.hidden(url)
                    + " is not there yet, unless it is a git repository (ending in .git, or git://...)");
        }
        int hash = url.indexOf('#');
        String repository = hash < 0 ? url : url.substring(0, hash);
        String fragment = hash < 0 ? "" : url.substring(hash + 1);
        int colon = fragment.indexOf(':');
        String ref = colon < 0 ? fragment : fragment.substring(0, colon);
        String below = colon < 0 ? "" : fragment.substring(colon + 1);
        if (repository.startsWith("github.com/")) {
            repository = "https://" + repository;
        }
        checkout(repository, ref);
        Path found = folder.resolve(below.startsWith("/") ? below.substring(1) : below)
                .normalize();
        if (!found.startsWith(folder) || !Files.isDirectory(found)) {
            throw new UsageException("there is no folder \"" + below + "\" in " + UrlCredentials.hidden(repository));
        }
        return found;
    }

    private void checkout(String repository, String ref) throws InterruptedException {
        String wanted = ref.isEmpty() ? "HEAD" : ref;
        if (wanted.startsWith("-") || repository.startsWith("-")) {
            throw new UsageException("a git URL or reference cannot begin with a dash: " + wanted);
        }
        GitCommand git = new GitCommand(repository, environment);
        git.run("init", "--quiet", folder.toString());
        try {
            git.run("-C", folder.toString(), "fetch", "--quiet", "--depth=1", git.repository(), wanted);
        } catch (RegistryException _) {
            // a server may not give single commits: then everything is fetched
            git.run(
                    "-C",
                    folder.toString(),
                    "fetch",
                    "--quiet",
                    "--tags",
                    git.repository(),
                    "+refs/heads/*:refs/remotes/origin/*");
            git.run("-C", folder.toString(), "update-ref", "FETCH_HEAD", resolved(git, folder, wanted));
        }
        git.run("-C", folder.toString(), "checkout", "--quiet", "FETCH_HEAD");
        git.run("-C", folder.toString(), "submodule", "--quiet", "update", "--init", "--recursive", "--depth=1");
        deleteMetadata();
    }

    private static String resolved(GitCommand git, Path folder, String wanted) throws InterruptedException {
        for (String candidate : List.of(wanted, "refs/remotes/origin/" + wanted)) {
            try {
                return git.run("-C", folder.toString(), "rev-parse", "--verify", "--quiet", candidate + "^{commit}");
            } catch (RegistryException _) {
                // the next
            }
        }
        throw new UsageException("there is no branch, tag or commit \"" + wanted + "\"");
    }

    private void deleteMetadata() {
        try (var walk = Files.walk(folder.resolve(".git"))) {
            for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new HostException("cannot remove " + folder.resolve(".git") + ": " + e.getMessage(), e);
        }
    }
}
