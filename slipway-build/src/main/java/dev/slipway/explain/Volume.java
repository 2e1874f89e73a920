// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Earlier builds, for other machines. */
public final class Volume {
    /** Of nothing. */
    public static final Volume EMPTY = new Volume(new byte[0], Map.of(), Set.of());

    private final byte[] archive;
    private final Map<CommonName, Instant> times;
    private final Set<CommonName> names;

    Volume(byte[] archive, Map<CommonName, Instant> times, Set<CommonName> names) {
        this.archive = archive.clone();
        this.times = Map.copyOf(times);
        this.names = Set.copyOf(names);
    }

    /** For {@link ArchiveReader}, the same bytes for the same builds; empty when there are none. */
    public byte[] archive() {
        return archive.clone();
    }

    /** When each of the builds began that are in it. */
    public Map<CommonName, Instant> times() {
        return times;
    }

    /** All that is built, whether an earlier build is known here or not. */
    public Set<CommonName> names() {
        return names;
    }
}
