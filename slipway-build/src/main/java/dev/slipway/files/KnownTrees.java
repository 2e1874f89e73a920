// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests of whole selections of a folder's files, by names, sizes, times and inodes of all of them: when nothing of
 * these changed, no file's own digest needs to be looked up. The same caution as in {@link KnownDigests} holds: a selection
 * with a file that changed only just now is not remembered.
 *
 * <p>The file on disk is a cache: what cannot be read counts as empty, what cannot be written is left.
 */
final class KnownTrees {
    private static final int MOST = 32;

    private final Path file;

    /** @param memory the file of the folder's {@link KnownDigests}; this one stands beside it */
    KnownTrees(Path memory) {
        file = memory.resolveSibling(memory.getFileName() + ".trees");
    }

    Optional<Digest> find(Digest print) {
        String known = read().get(print.hex());
        return known == null ? Optional.empty() : Digest.parse(known);
    }

    /** Remembers the digest, unless one of the files has changed since shortly before {@code nowNanos}. */
    void put(Print print, Digest digest, long nowNanos) {
        if (Remembered.isRacy(print.newest(), nowNanos)) {
            return;
        }
        Map<String, String> all = read();
        String key = print.digest().hex();
        all.remove(key);
        all.put(key, digest.toString());
        StringBuilder text = new StringBuilder();
        int skipped = all.size() - MOST;
        for (Map.Entry<String, String> entry : all.entrySet()) {
            if (skipped-- <= 0) {
                text.append(entry.getKey()).append(' ').append(entry.getValue()).append('\n');
            }
        }
        // what cannot be written is looked up file by file the next time
        Remembered.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Map<String, String> read() {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                int blank = line.indexOf(' ');
                if (blank == 64 && Digest.parse(line.substring(blank + 1)).isPresent()) {
                    all.put(line.substring(0, blank), line.substring(blank + 1));
                }
            }
        } catch (IOException _) {
            return new LinkedHashMap<>();
        }
        return all;
    }

    /** What is known of a selection without reading any file. */
    static final class Print {
        private final Hasher hasher = new Hasher();
        private long newest;
        private @Nullable Digest digest;

        void put(String text) {
            hasher.put(RawName.encode(text));
        }

        void put(TreeNode node, String path) {
            put(path);
            var stat = node.stat();
            hasher.put(stat.type().bits())
                    .put(stat.mode())
                    .put(stat.size())
                    .put(stat.mtime())
                    .put(stat.ctime())
                    .put(stat.ino());
            newest = Math.max(newest, Remembered.changed(stat));
        }

        long newest() {
            return newest;
        }

        /** Nothing can be put after. */
        Digest digest() {
            Digest made = digest;
            if (made == null) {
                made = hasher.digest();
                digest = made;
            }
            return made;
        }
    }
}
