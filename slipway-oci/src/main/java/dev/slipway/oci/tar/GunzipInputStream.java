// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip, one member or many (RFC 1952), strictly: checksum and length are checked, and what follows the last member
 * is an error. The JDK's own stream guesses by {@code available()} whether another member follows, and loses data from
 * sockets.
 */
final class GunzipInputStream extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[64 << 10];
    private final byte[] one = new byte[1];
    private int at;
    private int end;
    private long total;
    private boolean started;
    private boolean inMember;
    private boolean ended;

    GunzipInputStream(InputStream in) {
        this.in = in;
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
        while (!ended) {
            if (!inMember && !beginMember()) {
                ended = true;
                break;
            }
            int count = inflate(into, offset, length);
            if (count > 0) {
                crc.update(into, offset, count);
                total += count;
                return count;
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(into, offset, length);
            if (count > 0) {
                return count;
            }
        } catch (DataFormatException e) {
            throw fault("corrupt: " + e.getMessage());
        }
        if (inflater.finished()) {
            endMember();
        } else if (inflater.needsDictionary()) {
            throw fault("corrupt: it wants a dictionary");
        } else {
            fill();
            inflater.setInput(input, at, end - at);
            at = end;
        }
        return 0;
    }

    private void endMember() throws IOException {
        at = end - inflater.getRemaining();
        int checksum = littleEndian();
        int size = littleEndian();
        if (checksum != (int) crc.getValue()) {
            throw fault("corrupt: wrong checksum");
        }
        if (size != (int) inflater.getBytesWritten()) {
            throw fault("corrupt: wrong length");
        }
        inMember = false;
    }

    // false at the end of the stream
    private boolean beginMember() throws IOException {
        if (started && at == end && !more()) {
            return false;
        }
        if (next() != 0x1f || next() != 0x8b) {
            throw fault(started ? "something else follows the gzip stream" : "not gzip");
        }
        if (next() != 8) {
            throw fault("not deflated: an unknown method");
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | (next() << 8));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(input, at, end - at);
        at = end;
        crc.reset();
        started = true;
        inMember = true;
        return true;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {}
    }

    private int littleEndian() throws IOException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value |= next() << (8 * i);
        }
        return value;
    }

    private int next() throws IOException {
        if (at == end) {
            fill();
        }
        return input[at++] & 0xff;
    }

    private void fill() throws IOException {
        if (!more()) {
            throw fault("it ends too early");
        }
    }

    private boolean more() throws IOException {
        at = 0;
        end = Math.max(0, in.read(input));
        return end > 0;
    }

    private MalformedTarException fault(String what) {
        return new MalformedTarException("gzip stream after " + total + " bytes of content: " + what, total);
    }

    @Override
    public int available() {
        return inMember && !inflater.needsInput() ? 1 : 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
