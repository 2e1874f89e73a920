// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.exec.Output;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Decodes what a command prints, passes it on, and keeps the last lines for the case that it fails. */
public final class OutputTail implements Output {
    private static final int KEPT_LINES = 20;
    private static final int KEPT_CHARS = 4096;

    private final Digest step;
    private final Progress progress;
    private final Map<ProgressEvent.Stream, Decoding> streams = new EnumMap<>(ProgressEvent.Stream.class);
    private final Deque<String> lines = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();

    public OutputTail(Digest step, Progress progress) {
        this.step = step;
        this.progress = progress;
        for (ProgressEvent.Stream stream : ProgressEvent.Stream.values()) {
            streams.put(stream, new Decoding());
        }
    }

    @Override
    public synchronized void accept(ProgressEvent.Stream stream, byte[] bytes, int length) {
        Decoding decoding = streams.get(stream);
        if (decoding == null) {
            return;
        }
        String text = decoding.decode(bytes, length);
        if (!text.isEmpty()) {
            keep(text);
            progress.output(step, stream, text);
        }
    }

    private void keep(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lines.addLast(line.toString());
                line.setLength(0);
                if (lines.size() > KEPT_LINES) {
                    lines.removeFirst();
                }
            } else if (line.length() < KEPT_CHARS) {
                line.append(c);
            }
        }
    }

    /** The last lines, oldest first. */
    public synchronized List<String> lastLines() {
        List<String> found = new ArrayList<>(lines);
        if (!line.isEmpty()) {
            found.add(line.toString());
        }
        return found.size() > KEPT_LINES ? found.subList(found.size() - KEPT_LINES, found.size()) : found;
    }

    /** Keeps the bytes of a character that is not whole yet. */
    private static final class Decoding {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        String decode(byte[] bytes, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.length + length);
            in.put(rest).put(bytes, 0, length).flip();
            CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
            decoder.decode(in, out, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            return out.flip().toString();
        }
    }
}
