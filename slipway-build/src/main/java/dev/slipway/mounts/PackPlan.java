// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which packs a list goes on with. One of which less than half is needed is given up, and so are small ones when there are
 * many; what is needed of them is packed anew.
 *
 * @param kept packs that stay as they are
 * @param missing what is in none of them
 * @param givenUp packs that may still be read to get at what is missing
 */
public record PackPlan(List<Pack> kept, Set<Digest> missing, List<Pack> givenUp) {
    private static final int MOST_SMALL = 16;
    private static final long SMALL_BYTES = Pack.FULL_BYTES / 4;

    /**
     * Plans.
     *
     * @param needed the chunks of all files
     * @param there the packs that there are
     */
    public static PackPlan of(Set<Digest> needed, List<Pack> there) {
        Set<Digest> missing = new HashSet<>(needed);
        List<Pack> kept = new ArrayList<>();
        List<Pack> givenUp = new ArrayList<>();
        for (Pack pack : there) {
            if (isMostlyLive(pack, missing)) {
                kept.add(pack);
                pack.chunks().forEach(chunk -> missing.remove(chunk.digest()));
            } else {
                givenUp.add(pack);
            }
        }
        List<Pack> small =
                kept.stream().filter(pack -> pack.contentBytes() < SMALL_BYTES).toList();
        if (small.size() > MOST_SMALL) {
            kept.removeAll(small);
            givenUp.addAll(small);
        }
        missing.clear();
        missing.addAll(needed);
        kept.forEach(pack -> pack.chunks().forEach(chunk -> missing.remove(chunk.digest())));
        givenUp.removeIf(pack -> liveBytes(pack, missing) == 0);
        return new PackPlan(List.copyOf(kept), Set.copyOf(missing), List.copyOf(givenUp));
    }

    // in bytes, and in number, since lists name all chunks of their packs
    private static boolean isMostlyLive(Pack pack, Set<Digest> needed) {
        long live = pack.chunks().stream()
                .filter(chunk -> needed.contains(chunk.digest()))
                .count();
        return liveBytes(pack, needed) * 2 >= pack.contentBytes()
                && live * 2 >= pack.chunks().size();
    }

    // what is in two packs counts in the first
    private static long liveBytes(Pack pack, Set<Digest> needed) {
        long bytes = 0;
        for (Pack.Chunk chunk : pack.chunks()) {
            if (needed.contains(chunk.digest())) {
                bytes += chunk.sizeBytes();
            }
        }
        return bytes;
    }
}
