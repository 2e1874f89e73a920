// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.slipway.task.Processors;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The only place that knows the native library, which is loaded by the first use. */
final class Zstandard {
    private static final int DEFAULT_LEVEL = 3;

    private Zstandard() {}

    /** With workers even on one core: libzstd writes the same bytes for any number of them, but others for none. */
    static OutputStream compressing(OutputStream out, int level) throws IOException {
        ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out, RecyclingBufferPool.INSTANCE);
        zstd.setLevel(level <= 0 ? DEFAULT_LEVEL : level);
        zstd.setWorkers(Math.max(1, Processors.count()));
        zstd.setChecksum(true);
        return zstd;
    }

    static InputStream decompressing(InputStream in) throws IOException {
        return new Checked(new ZstdInputStreamNoFinalizer(in, RecyclingBufferPool.INSTANCE), in);
    }

    /** Says in our words what is wrong. */
    private static final class Checked extends FilterInputStream {
        private final InputStream below;
        private long total;

        Checked(InputStream zstd, InputStream below) {
            super(zstd);
            this.below = below;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = in.read(into, offset, length);
                total += Math.max(0, count);
                return count;
            } catch (com.github.luben.zstd.ZstdIOException e) {
                throw new MalformedTarException(
                        "zstd stream after " + total + " bytes of content: corrupt: "
                                + Zstd.getErrorName(-e.getErrorCode()),
                        total);
            }
        }

        @Override
        public void close() throws IOException {
            try (below) {
                in.close();
            }
        }
    }
}
