// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.digest.Digest;
import java.util.List;
import java.util.Optional;

/** One thing that a {@link Op.Files} does. */
public sealed interface FileAction {
    /** The step that files are taken from. */
    default Optional<Step> from() {
        return Optional.empty();
    }

    /**
     * Copies files from another step or from a context (Dockerfile reference, COPY and ADD).
     *
     * @param paths what is copied, each with wildcards as Go's {@code filepath.Match}
     * @param target the destination, absolute; a trailing slash says that it is a folder
     * @param owner {@code user[:group]}, names looked up in the base
     * @param mode octal or symbolic, as the instruction gives it
     * @param extract whether local archives are unpacked (ADD)
     * @param parents whether the folders above a source are kept ({@code --parents})
     * @param excludes patterns of what is left out
     */
    record Copy(
            Step source,
            List<String> paths,
            String target,
            Optional<String> owner,
            Optional<String> mode,
            boolean extract,
            boolean parents,
            List<String> excludes)
            implements FileAction {
        public Copy {
            paths = List.copyOf(paths);
            excludes = List.copyOf(excludes);
        }

        @Override
        public Optional<Step> from() {
            return Optional.of(source);
        }
    }

    /** Writes a file whose content stands in the Dockerfile. */
    record MakeFile(
            String name, String content, Digest digest, String target, Optional<String> owner, Optional<String> mode)
            implements FileAction {
        /** A file of that content. */
        public static MakeFile of(
                String name, String content, String target, Optional<String> owner, Optional<String> mode) {
            return new MakeFile(name, content, Digest.of(content), target, owner, mode);
        }
    }

    /** Makes a folder and what is missing above it; one that is there stays as it is. */
    record MakeFolder(String path, int mode, Optional<String> owner) implements FileAction {}
}
