// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import java.util.Optional;
import java.util.OptionalLong;

/** Something mounted into the filesystem of a command while it runs (Dockerfile reference, {@code RUN --mount}). */
public sealed interface Mount {
    /** Where in the command's filesystem, an absolute path. */
    String target();

    /** The step whose filesystem is mounted. */
    default Optional<Step> from() {
        return Optional.empty();
    }

    /**
     * A folder or file of another step.
     *
     * @param path within that step
     * @param readOnly otherwise writes are possible, and forgotten
     */
    record Bind(Step source, String path, String target, boolean readOnly) implements Mount {
        @Override
        public Optional<Step> from() {
            return Optional.of(source);
        }
    }

    /**
     * A folder that stays between builds.
     *
     * @param seed what a new one begins with, at {@code path}
     */
    record Cache(
            String id,
            String target,
            Sharing sharing,
            boolean readOnly,
            Optional<Step> seed,
            String path,
            long uid,
            long gid,
            int mode)
            implements Mount {
        @Override
        public Optional<Step> from() {
            return seed;
        }
    }

    record Tmpfs(String target, OptionalLong sizeBytes) implements Mount {}

    /**
     * A secret, as a file or as an environment variable.
     *
     * @param env the variable; empty for none
     * @param file whether it is mounted as a file at the target
     */
    record Secret(
            String id,
            String target,
            boolean file,
            Optional<String> env,
            boolean required,
            long uid,
            long gid,
            int mode)
            implements Mount {}

    /** A socket of the user's SSH agent; the target's name stands in {@code SSH_AUTH_SOCK}. */
    record Ssh(String id, String target, boolean required, long uid, long gid, int mode) implements Mount {}

    /** Who may use a cache at the same time. */
    enum Sharing {
        SHARED,
        PRIVATE,
        LOCKED
    }
}
