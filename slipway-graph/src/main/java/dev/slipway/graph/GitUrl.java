// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.text.UsageException;
import java.util.Optional;

/**
 * The URL of a git repository as docker writes it: {@code REPOSITORY[#REF[:FOLDER]]}, or with a query
 * ({@code ?ref=...&subdir=...}).
 *
 * @param ref a branch, tag or commit; empty for the default branch
 * @param folder what is taken of the repository, without a leading slash; empty for all
 * @param commit the commit that it must be, if that was said
 * @param keepsGitFolder whether {@code .git} comes with it
 * @param submodules whether those come with it
 */
public record GitUrl(
        String repository,
        String ref,
        String folder,
        Optional<String> commit,
        boolean keepsGitFolder,
        boolean submodules) {
    /**
     * The URL, if it is one of a git repository. A plain path or {@code github.com/...} is none.
     *
     * @throws UsageException if its query says what nobody knows, or two things at once
     */
    public static Optional<GitUrl> parse(String url) {
        int hash = url.indexOf('#');
        String whole = hash < 0 ? url : url.substring(0, hash);
        int question = whole.indexOf('?');
        String base = question < 0 ? whole : whole.substring(0, question);
        if (!isRepository(base)) {
            return Optional.empty();
        }
        String fragment = hash < 0 ? "" : url.substring(hash + 1);
        int colon = fragment.indexOf(':');
        String ref = colon < 0 ? fragment : fragment.substring(0, colon);
        String folder = colon < 0 ? "" : fragment.substring(colon + 1);
        GitUrl found = new GitUrl(base, ref, relative(folder), Optional.empty(), false, true);
        return Optional.of(question < 0 ? found : GitQuery.apply(found, whole.substring(question + 1)));
    }

    /** The same for a build context, where {@code github.com/...} is one too, as docker has it. */
    public static Optional<GitUrl> ofContext(String url) {
        return parse(url.startsWith("github.com/") ? "https://" + withSuffix(url) : url);
    }

    // github.com/team/project needs no .git
    private static String withSuffix(String url) {
        int end = url.length();
        for (char mark : new char[] {'#', '?'}) {
            int at = url.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        String base = url.substring(0, end);
        return (base.endsWith(".git") ? base : base + ".git") + url.substring(end);
    }

    GitUrl withRef(String other) {
        return new GitUrl(repository, other, folder, commit, keepsGitFolder, submodules);
    }

    GitUrl withFolder(String other) {
        return new GitUrl(repository, ref, relative(other), commit, keepsGitFolder, submodules);
    }

    GitUrl withCommit(String wanted) {
        return new GitUrl(repository, ref, folder, Optional.of(wanted), keepsGitFolder, submodules);
    }

    GitUrl withGitFolder(boolean keeps) {
        return new GitUrl(repository, ref, folder, commit, keeps, submodules);
    }

    GitUrl withSubmodules(boolean with) {
        return new GitUrl(repository, ref, folder, commit, keepsGitFolder, with);
    }

    private static boolean isRepository(String base) {
        return base.startsWith("git://")
                || base.startsWith("ssh://")
                || ((base.startsWith("http://") || base.startsWith("https://")) && base.endsWith(".git"))
                || isScpLike(base);
    }

    // user@host:path
    private static boolean isScpLike(String base) {
        int at = base.indexOf('@');
        int colon = base.indexOf(':');
        return at > 0 && colon > at + 1 && base.indexOf('/') > colon && base.indexOf("://") < 0;
    }

    static String relative(String folder) {
        String text = folder;
        while (text.startsWith("/")) {
            text = text.substring(1);
        }
        return text;
    }

    /** Whether the text is a commit's full name. */
    public static boolean isCommit(String text) {
        return text.length() == 40 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
