// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A request's body from a stream, in large pieces: the JDK's has pieces of 16 KiB, each a write here and two reads at the
 * other end. Two pieces are held at most.
 */
final class StreamBody implements Flow.Publisher<ByteBuffer> {
    static final int PIECE = 256 << 10;

    private final BlobSource source;

    private StreamBody(BlobSource source) {
        this.source = source;
    }

    /** Of a length that is known. */
    static BodyPublisher of(BlobSource source, long size) {
        return BodyPublishers.fromPublisher(new StreamBody(source), size);
    }

    /** Of any length: sent in chunks. */
    static BodyPublisher of(BlobSource source) {
        return BodyPublishers.fromPublisher(new StreamBody(source));
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Pieces pieces = new Pieces(subscriber);
        subscriber.onSubscribe(pieces);
        pieces.begin();
    }

    /** Reads and hands over as much as is asked for, on one of the threads that ask. */
    private final class Pieces implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private InputStream in = InputStream.nullInputStream();
        private long asked;
        private boolean busy = true;
        private boolean over;

        Pieces(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        void begin() {
            try {
                in = source.open();
            } catch (IOException | UncheckedIOException e) {
                end();
                subscriber.onError(e);
                return;
            }
            deliver();
        }

        @Override
        public void request(long count) {
            synchronized (this) {
                asked = Math.max(asked, asked + count);
                if (busy) {
                    return;
                }
                busy = true;
            }
            deliver();
        }

        private void deliver() {
            while (isWanted()) {
                try {
                    byte[] piece = new byte[PIECE];
                    int count = in.readNBytes(piece, 0, PIECE);
                    if (count > 0) {
                        subscriber.onNext(ByteBuffer.wrap(piece, 0, count));
                    }
                    if (count < PIECE) {
                        end();
                        subscriber.onComplete();
                    }
                } catch (IOException e) {
                    end();
                    subscriber.onError(e);
                }
            }
            if (isOver()) {
                close();
            }
        }

        // who finds nothing to do leaves the work to whoever asks next
        private synchronized boolean isWanted() {
            busy = asked > 0 && !over;
            asked -= busy ? 1 : 0;
            return busy;
        }

        private synchronized boolean isOver() {
            return over;
        }

        // whether nobody reads
        private synchronized boolean end() {
            over = true;
            return !busy;
        }

        // a stream that is closed under its reader would look broken: then the reader closes it
        @Override
        public void cancel() {
            if (end()) {
                close();
            }
        }

        private void close() {
            try {
                in.close();
            } catch (IOException _) {
                // nothing was promised
            }
        }
    }
}
