// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import dev.slipway.snapshot.StoredRecord;
import java.util.List;

/**
 * Who wants something kept: the record of a step or an image wants its layers, a blob and a cache mount themselves.
 *
 * @param id the key of a record, the name of an image, the digest of a blob, the id of a mount
 * @param what for people, such as {@code [builder 2/5] RUN make}
 * @param targets what it was built for
 * @param lastUsed in milliseconds since 1970
 * @param isTagged whether it is an image that somebody gave a name, which is never taken away
 */
public record Naming(
        Kept kind, String id, String what, String scope, List<String> targets, long lastUsed, boolean isTagged) {
    public Naming {
        targets = List.copyOf(targets);
    }

    /** What belongs to no target. */
    public static Naming of(Kept kind, String id, String what, long lastUsed) {
        return new Naming(kind, id, what, "", List.of(), lastUsed, false);
    }

    /** The record of a step. */
    public static Naming of(StoredRecord record) {
        return new Naming(
                Kept.RECORD,
                record.key(),
                record.description(),
                record.scope(),
                record.targets(),
                record.lastUsed(),
                false);
    }

    /** The stage that the step is in, as its name tells it: {@code builder} of {@code [builder 2/5] RUN make}. */
    public String stage() {
        int end = what.startsWith("[") ? what.indexOf(']') : -1;
        if (end < 0) {
            return "";
        }
        String[] words = what.substring(1, end).split(" ");
        return words.length < 2 ? "" : words[words.length - 2];
    }
}
