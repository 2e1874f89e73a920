// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.BlobWriter;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What a pack is written to: the blob in the store, and whoever sends it on meanwhile, once it is large. */
final class FollowedPack extends OutputStream {
    // what is smaller is packed and sent sooner than it is worth a session of its own
    static final long LARGE = 8 << 20;

    private final BlobWriter writer;
    private final EarlyPush early;
    private boolean asked;
    private @Nullable EarlyBlob follower;

    FollowedPack(BlobWriter writer, EarlyPush early) {
        this.writer = writer;
        this.early = early;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        writer.write(bytes, offset, length);
        long size = writer.size();
        if (!asked && size >= LARGE) {
            asked = true;
            follower = early.begin(writer).orElse(null);
        }
        if (follower != null) {
            follower.file().grew(size);
        }
    }

    /** The pack is whole, and in the store. */
    void done(Digest digest) {
        if (follower != null) {
            follower.file().end();
            early.made(digest, follower);
        }
    }

    /** Without {@link #done} before, whoever follows is told that it was for nothing. */
    @Override
    public void close() {
        if (follower != null) {
            early.abandon(follower);
        }
    }
}
