// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes at places: a file, or what was read out of an archive. Read by one thread at a time. */
public interface ElfInput {
    long size();

    /**
     * Fills a part of the array.
     *
     * @param at not negative
     * @return how many bytes were read: fewer than asked for only at the end
     */
    int read(long at, byte[] into, int length) throws IOException;

    static ElfInput of(byte[] bytes) {
        return new ElfInput() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public int read(long at, byte[] into, int length) {
                int most = (int) Math.max(0, Math.min(length, bytes.length - at));
                if (most > 0) {
                    System.arraycopy(bytes, (int) at, into, 0, most);
                }
                return most;
            }
        };
    }

    /** A file of which the size is taken now; when it shrinks meanwhile, that is told as an end. */
    static ElfInput of(FileChannel channel) throws IOException {
        long size = channel.size();
        return new ElfInput() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public int read(long at, byte[] into, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
                int done = 0;
                while (buffer.hasRemaining()) {
                    int count = channel.read(buffer, at + done);
                    if (count <= 0) {
                        break;
                    }
                    done += count;
                }
                return done;
            }
        };
    }
}
