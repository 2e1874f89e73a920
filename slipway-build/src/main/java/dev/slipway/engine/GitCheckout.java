// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.graph.GitUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A commit that was fetched already, for as long as a command runs: whoever asks what its URL means now gets this commit,
 * though a branch may have moved on meanwhile.
 *
 * @param url what was asked for
 * @param tree a folder of ours with all files of the commit, without {@code .git}
 */
public record GitCheckout(GitUrl url, String commit, Path tree) {
    /** The commit, if the other URL asks for the same. */
    Optional<String> commitOf(GitUrl other) {
        boolean isSame = url.repository().equals(other.repository())
                && url.ref().equals(other.ref())
                && other.commit().isEmpty() == url.commit().isEmpty()
                && commit.startsWith(other.commit().orElse(""));
        return isSame ? Optional.of(commit) : Optional.empty();
    }

    /** The folder of it that the other URL names, if all that it asks for is here. It may be behind a link. */
    public Optional<Path> folderOf(GitUrl other) {
        if (commitOf(other).isEmpty() || other.keepsGitFolder() || other.submodules() != url.submodules()) {
            return Optional.empty();
        }
        try {
            Path folder = tree.resolve(other.folder()).toRealPath();
            return Optional.of(folder).filter(path -> path.startsWith(tree) && Files.isDirectory(path));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
