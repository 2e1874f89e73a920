// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.HostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What git ignores in a folder. */
final class IgnoredFiles {
    private IgnoredFiles() {}

    /** Paths from that folder; a folder stands for all that is in it. None where there is no repository. */
    static List<String> of(Path folder) throws InterruptedException {
        // nothing of it is run: neither hooks nor a watcher that the repository names
        GitChanges.Answer answer = GitChanges.git(
                folder,
                "-c",
                "safe.directory=*",
                "-c",
                "core.fsmonitor=false",
                "ls-files",
                "--others",
                "--ignored",
                "--exclude-standard",
                "--directory",
                "-z");
        if (answer.status() != 0) {
            if (answer.complaint().contains("not a git repository")) {
                return List.of();
            }
            throw new HostException("git cannot list what it ignores in " + folder + ": " + answer.complaint());
        }
        List<String> found = new ArrayList<>();
        for (String path : answer.out().split("\0", -1)) {
            if (!path.isEmpty()) {
                found.add(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
            }
        }
        return found;
    }
}
