// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.GoPath;
import dev.slipway.text.SourceFile;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Definitions that are not of this machine, and what they may read.
 *
 * @param url of the git repository that contexts start from; empty where they start from the working folder
 * @param files a folder that holds all that definitions may read: the repository's files, or nothing
 * @param only the one bake file, if that is all there is
 */
public record RemoteProject(String url, Path files, Optional<SourceFile> only) {
    private static final String FOLDER = "subdir=";

    /** The files of a git repository. */
    public static RemoteProject repository(String url, Path files) {
        return new RemoteProject(url, files, Optional.empty());
    }

    /** A bake file alone; its contexts are those of the working folder, as with buildx. */
    public static RemoteProject file(SourceFile file, Path nothing) {
        return new RemoteProject("", nothing, Optional.of(file));
    }

    boolean isRepository() {
        return !url.isEmpty();
    }

    /** The URL of a folder of the repository; empty for a path that leads out of it. */
    Optional<String> folder(String path) {
        String clean = GoPath.clean(withoutRoot(path));
        if (clean.equals("..") || clean.startsWith("../")) {
            return Optional.empty();
        }
        return Optional.of(clean.equals(".") ? url : below(clean));
    }

    /** The path within the repository that an absolute one means there. */
    static String withoutRoot(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }

    // where the URL names a folder already, there; else in the form that it has
    private String below(String folder) {
        int hash = url.indexOf('#');
        String whole = hash < 0 ? url : url.substring(0, hash);
        String fragment = hash < 0 ? "" : url.substring(hash + 1);
        int question = whole.indexOf('?');
        if (question < 0 || fragment.indexOf(':') >= 0) {
            boolean hasFolder = fragment.indexOf(':') >= 0;
            String start = whole + "#" + fragment;
            return hasFolder ? joined(start, folder, start.endsWith(":")) : start + ":" + folder;
        }
        StringBuilder query = new StringBuilder();
        boolean isSet = false;
        for (String pair : whole.substring(question + 1).split("&", -1)) {
            boolean isFolder = pair.startsWith(FOLDER);
            String shown = isFolder ? FOLDER + encoded(below(pair, folder)) : pair;
            query.append(query.isEmpty() ? "" : "&").append(shown);
            isSet |= isFolder;
        }
        String more = isSet ? "" : (query.isEmpty() ? "" : "&") + FOLDER + encoded(folder);
        return whole.substring(0, question + 1) + query + more + (hash < 0 ? "" : "#" + fragment);
    }

    private static String below(String pair, String folder) {
        String outer = URLDecoder.decode(pair.substring(FOLDER.length()), StandardCharsets.UTF_8);
        return joined(outer, folder, outer.isEmpty());
    }

    private static String joined(String outer, String inner, boolean isFirst) {
        return outer + (isFirst || outer.endsWith("/") ? "" : "/") + inner;
    }

    private static String encoded(String folder) {
        return URLEncoder.encode(folder, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
