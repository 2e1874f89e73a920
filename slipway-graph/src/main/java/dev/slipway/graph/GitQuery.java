// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.text.UrlCredentials;
import dev.slipway.text.UsageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The query of a git URL, as BuildKit reads it: {@code ?ref=...&subdir=...}. */
final class GitQuery {
    private static final String KNOWN =
            "ref, branch, tag, commit, checksum, subdir, submodules and keep-git-dir are known";

    private GitQuery() {}

    static GitUrl apply(GitUrl url, String query) {
        GitUrl all = url;
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            all = with(all, name, value);
        }
        return all;
    }

    private static GitUrl with(GitUrl url, String name, String value) {
        return switch (name) {
            case "ref" -> ref(url, value, value);
            case "branch" -> ref(url, value, "refs/heads/" + value);
            case "tag" -> ref(url, value, "refs/tags/" + value);
            case "subdir" -> {
                refuse(!url.folder().isEmpty(), url, "names two folders");
                yield url.withFolder(value);
            }
            case "checksum", "commit" -> {
                refuse(url.commit().filter(known -> !known.equals(value)).isPresent(), url, "names two commits");
                yield url.withCommit(value);
            }
            case "keep-git-dir" -> url.withGitFolder(yes(url, name, value));
            case "submodules" -> url.withSubmodules(yes(url, name, value));
            default -> throw fault(url, "has an unknown query parameter \"" + name + "\"; " + KNOWN);
        };
    }

    private static GitUrl ref(GitUrl url, String value, String ref) {
        refuse(value.isEmpty(), url, "names an empty branch, tag or reference");
        refuse(!url.ref().isEmpty() && !url.ref().equals(ref), url, "names two references");
        return url.withRef(ref);
    }

    // as Go's strconv.ParseBool; without a value it means yes
    private static boolean yes(GitUrl url, String name, String value) {
        return switch (value) {
            case "", "1", "t", "T", "true", "True", "TRUE" -> true;
            case "0", "f", "F", "false", "False", "FALSE" -> false;
            default -> throw fault(url, "has " + name + "=" + value + "; expected true or false");
        };
    }

    private static void refuse(boolean wrong, GitUrl url, String what) {
        if (wrong) {
            throw fault(url, what + "; give one of them");
        }
    }

    private static UsageException fault(GitUrl url, String what) {
        return new UsageException("the git URL " + UrlCredentials.hidden(url.repository()) + " " + what);
    }
}
