// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a {@code --mount} of a RUN asks for. Paths are as written: they may be relative to the working directory. */
public sealed interface RunMount {
    /** How several steps may use one cache at a time. */
    enum Sharing {
        SHARED,
        PRIVATE,
        LOCKED
    }

    /** Owner and mode (such as 0755) of what is mounted, where given. */
    record Ownership(OptionalInt uid, OptionalInt gid, OptionalInt mode) {}

    /** Files of the context, of a stage or of an image. */
    record Bind(Optional<String> from, String source, String target, boolean readOnly) implements RunMount {}

    /**
     * A folder that outlives the build.
     *
     * @param id the target's path when not given
     */
    record Cache(
            String id,
            Optional<String> from,
            String source,
            String target,
            Sharing sharing,
            boolean readOnly,
            Ownership ownership)
            implements RunMount {}

    /** A folder in memory. */
    record Tmpfs(String target, OptionalLong sizeBytes) implements RunMount {}

    /**
     * A secret, as a file or as a variable.
     *
     * @param target the file; absent when only {@code env} is wanted
     * @param env the variable
     */
    record Secret(String id, Optional<String> target, Optional<String> env, boolean required, Ownership ownership)
            implements RunMount {}

    /** The socket of an SSH agent; without a target its path is for the builder to choose. */
    record Ssh(String id, Optional<String> target, boolean required, Ownership ownership) implements RunMount {}
}
