// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of a slot's streams, on a thread of its own for as long as the slot lives, and cuts it into turns: each ends
 * with a token and three digits. Memory is one buffer, however much comes.
 */
final class StreamPump {
    private static final int BUFFER = 64 * 1024;
    private static final int DIGITS = 3;

    /** Takes the bytes of a turn; they are valid during the call only. */
    interface Sink {
        void accept(byte[] bytes, int length);
    }

    /** The output of one container. */
    static final class Turn {
        private final byte[] token;
        private final Sink sink;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile int code = -1;

        private Turn(String token, Sink sink) {
            this.token = token.getBytes(StandardCharsets.US_ASCII);
            this.sink = sink;
        }

        /** Waits for the end; -1 if the stream ended without a token. */
        int await() throws InterruptedException {
            ended.await();
            return code;
        }

        private void end(int status) {
            code = status;
            ended.countDown();
        }

        private int markLength() {
            return token.length + DIGITS;
        }

        // how many of the last bytes may belong to the mark at the end of the turn
        private int held(byte[] bytes, int length) {
            for (int size = Math.min(markLength(), length); size > 0; size--) {
                if (isMark(bytes, length - size, size)) {
                    return size;
                }
            }
            return 0;
        }

        private boolean isMark(byte[] bytes, int from, int size) {
            for (int i = 0; i < size; i++) {
                byte b = bytes[from + i];
                if (i < token.length ? b != token[i] : b < '0' || b > '9') {
                    return false;
                }
            }
            return true;
        }
    }

    private final InputStream in;
    private @Nullable Turn turn;
    private boolean ended;
    private volatile boolean muted;

    StreamPump(InputStream in) {
        this.in = in;
    }

    void start(String name) {
        Thread.ofPlatform().daemon().name(name).start(this::pump);
    }

    /** Says where the next bytes go; to be called before anything is asked to print. */
    synchronized Turn expect(String token, Sink sink) {
        Turn next = new Turn(token, sink);
        turn = next;
        if (ended) {
            next.end(-1);
        }
        return next;
    }

    /** Drops what still comes: of a slot that was killed, only the complaints of its parts. */
    void mute() {
        muted = true;
    }

    private synchronized @Nullable Turn current() {
        return turn;
    }

    private void pump() {
        byte[] buffer = new byte[BUFFER];
        int held = 0;
        try (in) {
            for (int n = in.read(buffer, held, BUFFER - held); n >= 0; n = in.read(buffer, held, BUFFER - held)) {
                held = deliver(buffer, held + n);
            }
        } catch (IOException _) {
            // the process was killed; what it did not say is lost
        } finally {
            end();
        }
    }

    // returns how many bytes it left at the beginning of the buffer
    private int deliver(byte[] buffer, int length) {
        Turn current = current();
        if (current == null) {
            return 0;
        }
        int held = current.held(buffer, length);
        if (length > held && !muted) {
            current.sink.accept(buffer, length - held);
        }
        if (held < current.markLength()) {
            System.arraycopy(buffer, length - held, buffer, 0, held);
            return held;
        }
        int code = 0;
        for (int i = length - DIGITS; i < length; i++) {
            code = code * 10 + buffer[i] - '0';
        }
        finish(current, code);
        return 0;
    }

    // what comes between turns is nobody's
    private synchronized void finish(Turn current, int code) {
        turn = null;
        current.end(code);
    }

    private synchronized void end() {
        ended = true;
        if (turn != null) {
            turn.end(-1);
        }
    }
}
