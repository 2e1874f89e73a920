// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.registry.BodyStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of an entry. Goes on after a break where it was, and asks for another address when the first has expired. */
final class GhaDownload extends InputStream {
    private static final int ATTEMPTS = 5;
    private static final int PARTIAL = 206;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_MILLIS = 200;

    private final GhaService service;
    private final String key;
    private URI address;
    private @Nullable InputStream in;
    private long at;
    private int failures;

    GhaDownload(GhaService service, GhaService.Found entry) {
        this.service = service;
        this.key = entry.key();
        this.address = entry.address();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            try {
                int count = opened().read(into, offset, length);
                at += Math.max(0, count);
                return count;
            } catch (IOException e) {
                close();
                if (++failures >= ATTEMPTS || e instanceof InterruptedIOException) {
                    throw e;
                }
                pause();
            }
        }
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << failures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private InputStream opened() throws IOException {
        InputStream known = in;
        if (known == null) {
            known = open();
            in = known;
        }
        return known;
    }

    private InputStream open() throws IOException {
        try {
            HttpResponse<InputStream> answer = get();
            if (answer.statusCode() == 401 || answer.statusCode() == 403) {
                answer.body().close();
                Optional<GhaService.Found> anew =
                        service.find(key).filter(found -> found.key().equals(key));
                if (anew.isPresent()) {
                    address = anew.get().address();
                    answer = get();
                }
            }
            if (answer.statusCode() / 100 != 2) {
                answer.body().close();
                throw new IOException("cannot read " + GhaWire.shown(address) + ": answered " + answer.statusCode());
            }
            if (at > 0 && answer.statusCode() != PARTIAL) {
                answer.body().skipNBytes(at);
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private HttpResponse<InputStream> get() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(IDLE);
        if (at > 0) {
            request.header("Range", "bytes=" + at + "-");
        }
        return service.client().send(request.build(), BodyStream.handler(IDLE));
    }

    @Override
    public void close() throws IOException {
        InputStream open = in;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
