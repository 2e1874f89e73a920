// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How files are copied.
 *
 * @param owner of all that is made; as the source when absent, root's when the source is a context
 * @param mode the change of modes; none when absent
 * @param timeNanos the time of all that is made, since 1970; as the source when absent
 * @param excludes what is left out, relative to each source
 */
public record CopySettings(
        Optional<Owner> owner, Optional<ModeChange> mode, OptionalLong timeNanos, IgnorePatterns excludes) {
    private static final int FOLDER_MODE = 0755;

    /** As the source in all. */
    public static final CopySettings PLAIN =
            new CopySettings(Optional.empty(), Optional.empty(), OptionalLong.empty(), IgnorePatterns.NONE);

    /** All of it, as this owner's. */
    public static CopySettings ownedBy(Owner owner, OptionalLong timeNanos) {
        return new CopySettings(Optional.of(owner), Optional.empty(), timeNanos, IgnorePatterns.NONE);
    }

    /** The mode of folders made above what is copied: as BuildKit has it, that of the files when it is a number. */
    int folderMode() {
        return mode.isPresent() && mode.get() instanceof ModeChange.Octal(int octal) ? octal & 0777 : FOLDER_MODE;
    }
}
