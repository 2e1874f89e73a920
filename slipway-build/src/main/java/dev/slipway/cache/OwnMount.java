// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.MountNotes;
import java.io.IOException;
import java.util.Optional;

/**
 * A cache mount as this build writes it.
 *
 * @param merged the list that was there, with which ours was merged; empty if there was none
 * @param meeting what to remember when it is written
 */
record OwnMount(Entry<CachedMount> entry, Optional<Digest> merged, MountNotes notes, MountMemory.Meeting meeting) {
    void remember(String cache) throws IOException {
        new MountMemory(notes).meet(cache, meeting);
    }
}
