// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Ends the writing of much when the thread is interrupted, which files and compressors do not notice. */
final class Interruptible extends FilterOutputStream {
    Interruptible(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        check();
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        check();
        out.write(bytes, offset, length);
    }

    private static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }
}
