// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell does, and in the system folders too, which the PATH of a plain user often lacks. */
public final class ProgramPath {
    private static final String SYSTEM = ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ProgramPath() {}

    /** The program of that name; {@code environment} has the PATH. */
    public static Optional<Path> find(String name, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "") + SYSTEM;
        int start = 0;
        while (start < path.length()) {
            int end = path.indexOf(':', start);
            String folder = path.substring(start, end < 0 ? path.length() : end);
            start = end < 0 ? path.length() : end + 1;
            if (folder.startsWith("/")) {
                Path candidate = Path.of(folder, name);
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
