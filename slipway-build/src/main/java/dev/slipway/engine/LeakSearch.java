// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.snapshot.LayerEntry;
import dev.slipway.snapshot.LayerTree;
import dev.slipway.sys.FileType;
import dev.slipway.text.Redacted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Looks for the values of secrets in what a step wrote: names, link targets, contents. A value counts without the line end
 * of its file; what is shorter than eight bytes is in many files by chance and is not looked for.
 */
final class LeakSearch {
    private static final int SHORTEST = 8;
    private static final int CHUNK = 128 << 10;
    private static final int MOST_PATHS = 5;

    private final List<Wanted> wanted = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private long more;
    private int longest;

    /** A value with the table by which Horspool's algorithm skips. */
    private static final class Wanted {
        private final String id;
        private final byte[] value;
        private final int[] skips = new int[256];

        Wanted(String id, byte[] value) {
            this.id = id;
            this.value = value;
            Arrays.fill(skips, value.length);
            for (int i = 0; i < value.length - 1; i++) {
                skips[value[i] & 0xff] = value.length - 1 - i;
            }
        }

        boolean isIn(byte[] bytes, int length) {
            int last = value.length - 1;
            for (int at = 0; at + last < length; at += skips[bytes[at + last] & 0xff]) {
                if (Arrays.equals(bytes, at, at + last + 1, value, 0, last + 1)) {
                    return true;
                }
            }
            return false;
        }
    }

    private LeakSearch(Map<String, Redacted> secrets) {
        secrets.forEach((id, secret) -> {
            byte[] value = withoutLineEnd(secret.reveal());
            if (value.length >= SHORTEST) {
                wanted.add(new Wanted(id, value));
                longest = Math.max(longest, value.length);
            }
        });
    }

    private static byte[] withoutLineEnd(byte[] value) {
        int end = value.length;
        while (end > 0 && (value[end - 1] == '\n' || value[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(value, end);
    }

    /**
     * The files with secrets in them, in words and on one line; empty when there are none.
     *
     * @param secrets by their ids
     */
    static String in(LayerTree tree, Map<String, Redacted> secrets) throws IOException {
        LeakSearch search = new LeakSearch(secrets);
        if (!search.wanted.isEmpty()) {
            tree.walk(search::visit);
        }
        return String.join(", ", search.found) + (search.more > 0 ? " and " + search.more + " more" : "");
    }

    private void visit(LayerEntry entry) throws IOException {
        for (Wanted one : wanted) {
            // a name tells the secret itself
            if (one.isIn(entry.path(), entry.path().length)) {
                add("secret " + one.id + " in the name of a file");
                return;
            }
        }
        if (entry.stat().type() == FileType.SYMLINK && entry.linkTarget().isPresent()) {
            byte[] target = entry.linkTarget().get();
            look(entry, target, target.length);
        } else if (entry.stat().type() == FileType.FILE && entry.sameAs().isEmpty()) {
            content(entry);
        }
    }

    private boolean look(LayerEntry entry, byte[] bytes, int length) {
        for (Wanted one : wanted) {
            if (one.isIn(bytes, length)) {
                add("secret " + one.id + " in /" + printable(entry.path()));
                return true;
            }
        }
        return false;
    }

    private void add(String text) {
        if (found.size() < MOST_PATHS) {
            found.add(text);
        } else {
            more++;
        }
    }

    private static String printable(byte[] path) {
        StringBuilder out = new StringBuilder();
        new String(path, StandardCharsets.UTF_8)
                .codePoints()
                .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return out.toString();
    }

    private void content(LayerEntry entry) throws IOException {
        byte[] bytes = new byte[CHUNK + longest];
        int kept = 0;
        try (InputStream in = entry.open()) {
            while (true) {
                int count = in.readNBytes(bytes, kept, CHUNK);
                if (look(entry, bytes, kept + count) || count < CHUNK) {
                    return;
                }
                // the end may be the beginning of one
                int all = kept + count;
                kept = longest - 1;
                System.arraycopy(bytes, all - kept, bytes, 0, kept);
            }
        }
    }
}
