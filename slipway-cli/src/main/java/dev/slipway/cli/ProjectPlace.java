// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where something stands in the project that it belongs to, wherever a machine has that. */
final class ProjectPlace {
    private static final String GIT = ".git";

    private ProjectPlace() {}

    /**
     * The path below the git repository that the file or folder is in; below the working folder where there is none, and the
     * last name of what is in neither.
     *
     * @param path an absolute one
     */
    static String of(Path path) {
        @Nullable Path folder = path;
        while (folder != null) {
            if (Files.exists(folder.resolve(GIT))) {
                return folder.relativize(path).toString();
            }
            folder = folder.getParent();
        }
        Path here = Paths.real(Path.of(""));
        return path.startsWith(here) ? here.relativize(path).toString() : String.valueOf(path.getFileName());
    }
}
