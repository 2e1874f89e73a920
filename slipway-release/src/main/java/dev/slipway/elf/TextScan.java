// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Looks for several texts at once (Aho and Corasick, 1975): one look into a table for each byte. */
public final class TextScan {
    private static final int PIECE = 1 << 16;

    private final int[] next;
    private final int[] texts;
    private final List<String> wanted;
    private final Map<String, Long> found = new HashMap<>();

    /** @param wanted each character a byte; none a part of another */
    public TextScan(List<String> wanted) {
        this.wanted = List.copyOf(wanted);
        int states = 1;
        for (String text : wanted) {
            states += text.length();
        }
        next = new int[states << 8];
        texts = new int[states];
        Arrays.fill(texts, -1);
        int used = 1;
        for (int i = 0; i < wanted.size(); i++) {
            int state = 0;
            for (byte b : wanted.get(i).getBytes(StandardCharsets.ISO_8859_1)) {
                int edge = (state << 8) | (b & 0xff);
                if (next[edge] == 0) {
                    next[edge] = used++;
                }
                state = next[edge];
            }
            texts[state] = i;
        }
        close(states);
    }

    // edges that there are not go on where the longest suffix would
    private void close(int states) {
        int[] suffix = new int[states];
        Queue<Integer> queue = new ArrayDeque<>();
        for (int b = 0; b < 256; b++) {
            if (next[b] != 0) {
                queue.add(next[b]);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int b = 0; b < 256; b++) {
                int edge = (state << 8) | b;
                int instead = next[(suffix[state] << 8) | b];
                if (next[edge] == 0) {
                    next[edge] = instead;
                } else {
                    suffix[next[edge]] = instead;
                    queue.add(next[edge]);
                }
            }
        }
    }

    void part(ElfBytes bytes, long from, long length) throws IOException {
        long end = bytes.end(from, length);
        byte[] piece = new byte[PIECE];
        int state = 0;
        for (long at = from; at < end; ) {
            int count = bytes.readThrough(at, piece, (int) Math.min(PIECE, end - at));
            if (count <= 0) {
                return;
            }
            state = piece(piece, count, state, at);
            at += count;
        }
    }

    private int piece(byte[] piece, int count, int from, long at) {
        int state = from;
        for (int i = 0; i < count; i++) {
            state = next[(state << 8) | (piece[i] & 0xff)];
            if (texts[state] >= 0) {
                String text = wanted.get(texts[state]);
                found.putIfAbsent(text, at + i + 1 - text.length());
            }
        }
        return state;
    }

    public boolean has(String text) {
        return found.containsKey(text);
    }

    /** Where in the file the text was found first; -1 if it was not. */
    public long place(String text) {
        return found.getOrDefault(text, -1L);
    }
}
