// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends the content of an entry to the signed address of an Azure block blob: in one piece, or in blocks when it is large. */
final class GhaUpload {
    private static final long BLOCK = 32L << 20;
    // the names of blocks must be of one length
    private static final int FIRST_BLOCK = 10_000_000;
    // bytes a second; the timeout includes the time that the body takes
    private static final long SLOWEST = 64 << 10;

    private final GhaWire wire;
    private final URI address;
    private final BlobSource source;
    private final long size;
    private @Nullable Reading reading;

    GhaUpload(GhaWire wire, URI address, BlobSource source, long size) {
        this.wire = wire;
        this.address = address;
        this.source = source;
        this.size = size;
    }

    void run(Transfer progress) throws IOException, InterruptedException {
        try {
            send(progress);
        } finally {
            close();
        }
    }

    private void send(Transfer progress) throws IOException, InterruptedException {
        if (size <= BLOCK) {
            put("", 0, size);
            progress.at(size, size);
            return;
        }
        List<String> blocks = new ArrayList<>();
        for (long at = 0; at < size; at += BLOCK) {
            String id = Base64.getEncoder()
                    .encodeToString(String.valueOf(FIRST_BLOCK + blocks.size()).getBytes(StandardCharsets.US_ASCII));
            put("comp=block&blockid=" + id.replace("=", "%3D"), at, Math.min(BLOCK, size - at));
            blocks.add(id);
            progress.at(Math.min(size, at + BLOCK), size);
        }
        commit(blocks);
    }

    private void commit(List<String> blocks) throws IOException, InterruptedException {
        StringBuilder list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        blocks.forEach(id -> list.append("<Latest>").append(id).append("</Latest>"));
        byte[] body = list.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
        wire.send(
                "complete the upload to " + GhaWire.shown(address),
                () -> request("comp=blocklist", 0)
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build());
    }

    private void put(String query, long from, long length) throws IOException, InterruptedException {
        wire.send(
                "upload to " + GhaWire.shown(address),
                () -> request(query, length)
                        .header("x-ms-blob-type", "BlockBlob")
                        .PUT(body(from, length))
                        .build());
    }

    private HttpRequest.Builder request(String query, long length) {
        String separator = address.getRawQuery() == null ? "?" : "&";
        URI to = query.isEmpty() ? address : URI.create(address + separator + query);
        return HttpRequest.newBuilder(to).timeout(Duration.ofSeconds(60 + length / SLOWEST));
    }

    private BodyPublisher body(long from, long length) {
        if (length == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> {
                    try {
                        return new Part(reading(from), length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                length);
    }

    /** What is read goes on where the last block ended: to open it may be to fetch it. For a block's second attempt it is anew. */
    private synchronized Reading reading(long from) throws IOException {
        Reading known = reading;
        if (known != null && known.begins(from)) {
            return known;
        }
        close();
        InputStream in = source.open();
        Reading opened = new Reading(in, from);
        reading = opened;
        in.skipNBytes(from);
        return opened;
    }

    private synchronized void close() throws IOException {
        Reading known = reading;
        reading = null;
        if (known != null) {
            known.in.close();
        }
    }

    /** The stream of all blocks. */
    private static final class Reading {
        private final InputStream in;
        private long at;
        // where the block begins that is read
        private long begun;

        Reading(InputStream in, long at) {
            this.in = in;
            this.at = at;
            this.begun = at;
        }

        /** Whether it stands there, and nobody has begun that block. */
        synchronized boolean begins(long from) {
            boolean stands = at == from && begun < from;
            if (stands) {
                begun = from;
            }
            return stands;
        }

        synchronized int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            at += Math.max(0, count);
            return count;
        }
    }

    /** A block; what it is read from stays open. */
    private static final class Part extends InputStream {
        private final Reading from;
        private long left;

        Part(Reading from, long length) {
            this.from = from;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = from.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
