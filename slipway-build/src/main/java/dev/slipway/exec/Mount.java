// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.text.Redacted;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What is mounted into a sandbox, in the order given. Targets are absolute paths in the container. */
public sealed interface Mount {
    String target();

    /** A folder, file or socket of this machine; cache mounts and {@code --mount=type=bind} too. Resolved already. */
    record Bind(Path source, String target, boolean readOnly) implements Mount {}

    /** A file system in memory, empty. */
    record Tmpfs(String target, OptionalLong sizeBytes, int mode) implements Mount {
        /** As {@code --mount=type=tmpfs} makes it. */
        public Tmpfs(String target) {
            this(target, OptionalLong.empty(), 01777);
        }
    }

    /** A file in memory that is never on a disk and whose content is masked in what the process prints. */
    record SecretFile(Redacted content, String target, int uid, int gid, int mode) implements Mount {}

    /** A socket of this machine (an SSH agent) that appears with this owner and mode. */
    record SshSocket(Path socket, String target, int uid, int gid, int mode) implements Mount {}
}
