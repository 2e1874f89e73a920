// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response body as a stream that gives up when nothing comes for a while; the JDK's waits for ever. At most two
 * deliveries (16 KiB each, usually) are held.
 */
public final class BodyStream extends InputStream implements BodySubscriber<InputStream> {
    private record Delivery(
            List<ByteBuffer> buffers, @Nullable Throwable failure, boolean last) {}

    private final LinkedBlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final Duration idle;
    private final byte[] one = new byte[1];
    private Flow.@Nullable Subscription subscription;
    private List<ByteBuffer> current = List.of();
    private int at;
    private boolean ended;
    private volatile boolean closed;

    private BodyStream(Duration idle) {
        this.idle = idle;
    }

    /** For answers whose server must not fall silent for longer than that. */
    public static HttpResponse.BodyHandler<InputStream> handler(Duration idle) {
        return _ -> new BodyStream(idle);
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        synchronized (this) {
            subscription = given;
        }
        if (closed) {
            given.cancel();
        } else {
            given.request(2);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        deliveries.add(new Delivery(buffers, null, false));
    }

    @Override
    public void onError(Throwable failure) {
        deliveries.add(new Delivery(List.of(), failure, true));
    }

    @Override
    public void onComplete() {
        deliveries.add(new Delivery(List.of(), null, true));
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            while (at < current.size()) {
                ByteBuffer buffer = current.get(at);
                if (buffer.hasRemaining()) {
                    int count = Math.min(length, buffer.remaining());
                    buffer.get(into, offset, count);
                    return count;
                }
                at++;
            }
            if (ended || !advance()) {
                return -1;
            }
        }
    }

    private boolean advance() throws IOException {
        Delivery delivery = take();
        current = delivery.buffers;
        at = 0;
        if (delivery.failure != null) {
            ended = true;
            throw new IOException("the connection broke: " + delivery.failure.getMessage(), delivery.failure);
        }
        ended = delivery.last;
        Flow.Subscription from = subscription();
        if (!ended && from != null) {
            from.request(1);
        }
        return !ended;
    }

    private Delivery take() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        try {
            Delivery delivery = deliveries.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
            if (delivery == null) {
                close();
                throw new IOException("nothing came for " + idle.toSeconds() + " seconds");
            }
            return delivery;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private synchronized Flow.@Nullable Subscription subscription() {
        return subscription;
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription from = subscription();
        if (from != null && !ended) {
            from.cancel();
        }
    }
}
