// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An entry of a cache mount. Names of one file in several places are files of their own; devices and sockets stay at home. */
public sealed interface MountEntry {
    /** Files are cut into chunks of so many bytes; the last one may be shorter. */
    int CHUNK_BYTES = 4 << 20;

    TreePath path();

    Meta meta();

    /**
     * What a file has besides its content; owners as seen inside the namespace of the build.
     *
     * @param mtime in nanoseconds since 1970
     * @param attributes those of users ({@code user.*}); names and values with a byte per character
     */
    record Meta(int mode, int uid, int gid, long mtime, Map<String, String> attributes) {
        public Meta {
            attributes = attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
        }
    }

    /** A folder; the mount itself is one. */
    record Folder(TreePath path, Meta meta) implements MountEntry {}

    /** A regular file. */
    record Regular(TreePath path, Meta meta, long sizeBytes, List<Digest> chunks) implements MountEntry {
        public Regular {
            chunks = List.copyOf(chunks);
            if (sizeBytes < 0 || chunks.size() != (sizeBytes + CHUNK_BYTES - 1) / CHUNK_BYTES) {
                throw new IllegalArgumentException(chunks.size() + " chunks for " + sizeBytes + " bytes");
            }
        }

        int chunkBytes(int index) {
            return (int) Math.min(CHUNK_BYTES, sizeBytes - (long) index * CHUNK_BYTES);
        }
    }

    /**
     * A symbolic link.
     *
     * @param target with a byte per character, as in {@link TreePath}
     */
    record Link(TreePath path, Meta meta, String target) implements MountEntry {}
}
