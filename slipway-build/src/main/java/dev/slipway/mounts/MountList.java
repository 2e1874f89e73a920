// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.oci.MediaType;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The entries of a cache mount, and the packs that have the content of its files. */
public record MountList(NavigableMap<TreePath, MountEntry> entries, List<Pack> packs) {
    public static final MediaType MEDIA_TYPE = new MediaType("application/vnd.slipway.mount.list.v1+zstd");
    /** More are not carried: lists are held in memory, several at a time. */
    public static final int MOST_ENTRIES = 100_000;
    /** Nothing. */
    public static final MountList EMPTY = new MountList(new TreeMap<>(), List.of());

    public MountList {
        entries = Collections.unmodifiableNavigableMap(new TreeMap<>(entries));
        packs = List.copyOf(packs);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public long files() {
        return entries.values().stream()
                .filter(MountEntry.Regular.class::isInstance)
                .count();
    }

    /** The bytes of all files. */
    public long bytes() {
        return bytes(entries);
    }

    static long bytes(Map<TreePath, MountEntry> entries) {
        long bytes = 0;
        for (MountEntry entry : entries.values()) {
            if (entry instanceof MountEntry.Regular file) {
                bytes += file.sizeBytes();
            }
        }
        return bytes;
    }

    /** What the files consist of. */
    public static Set<Digest> chunks(Map<TreePath, MountEntry> entries) {
        Set<Digest> chunks = new HashSet<>();
        for (MountEntry entry : entries.values()) {
            if (entry instanceof MountEntry.Regular file) {
                chunks.addAll(file.chunks());
            }
        }
        return chunks;
    }
}
