// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import java.util.Optional;

/**
 * The URL of a git repository as docker writes it: {@code REPOSITORY[#REF[:FOLDER]]}, or with a query
 * ({@code ?ref=...&subdir=...}).
 *
 * @param ref a branch, tag or commit; empty for the default branch
 * @param folder what is taken of the repository, without a leading slash; empty for all
 * @param commit the commit that it must be, if that was said
 * @param keepsGitFolder whether {@code .git} comes with it
 */
public record GitUrl(String repository, String ref, String folder, Optional<String> commit, boolean keepsGitFolder) {
    /** The URL, if it is one of a git repository. A plain path or {@code github.com/...} is none. */
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
        GitUrl found = new GitUrl(base, ref, relative(folder), Optional.empty(), false);
        return Optional.of(question < 0 ? found : found.withQuery(whole.substring(question + 1)));
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

    private static String relative(String folder) {
        String text = folder;
        while (text.startsWith("/")) {
            text = text.substring(1);
        }
        return text;
    }

    private GitUrl withQuery(String query) {
        GitUrl all = this;
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            all = switch (name) {
                case "ref", "branch", "tag" ->
                    new GitUrl(repository, value, all.folder, all.commit, all.keepsGitFolder);
                case "subdir" -> new GitUrl(repository, all.ref, relative(value), all.commit, all.keepsGitFolder);
                case "checksum", "commit" ->
                    new GitUrl(repository, all.ref, all.folder, Optional.of(value), all.keepsGitFolder);
                case "keep-git-dir" ->
                    new GitUrl(
                            repository, all.ref, all.folder, all.commit, !value.equals("0") && !value.equals("false"));
                default -> all;
            };
        }
        return all;
    }

    /** Whether the text is a commit's full name. */
    public static boolean isCommit(String text) {
        return text.length() == 40 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
