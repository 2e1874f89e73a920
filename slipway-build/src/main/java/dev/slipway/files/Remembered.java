// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.FileStat;
import java.io.IOException;
import java.nio.file.Path;

/** What files that remember digests between builds have in common. */
final class Remembered {
    private static final long RACY_NANOS = 2_000_000_000L;

    private Remembered() {}

    /** The last change of the file or of what is known of it. */
    static long changed(FileStat stat) {
        return Math.max(stat.ctime(), stat.mtime());
    }

    /** Whether something that was changed then could change once more without a trace in its times. */
    static boolean isRacy(long changedNanos, long nowNanos) {
        return nowNanos - changedNanos < RACY_NANOS;
    }

    /** False when that failed: what was there stays, and the digests are computed again. */
    static boolean write(Path file, byte[] content) {
        try {
            AtomicFiles.writeBeside(file, content);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
