// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.SmallFiles;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The form of a file that saves reading many others: the word for its contents, the stamp, the contents, a checksum. It says
 * nothing that the others don't, so what is torn, of another version or lost with the power is read as absent.
 */
final class IndexFile {
    private static final int MAGIC = 0x534c4958;
    private static final int VERSION = 1;
    private static final int SUM_BYTES = 4;
    /** More would not leave room for what is made of it. */
    private static final long MOST_BYTES = 32 << 20;

    private final Path file;
    private final Boots boots;
    private final Session session;

    IndexFile(Path file, Boots boots, Session session) {
        this.file = file;
        this.boots = boots;
        this.session = session;
    }

    /** Writes contents. */
    @FunctionalInterface
    interface Contents {
        void to(DataOutputStream out) throws IOException;
    }

    /** What is written into memory, at once. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int size) {
            super(size);
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }

    /** The contents, if they are there and count. */
    Optional<ByteBuffer> read() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            byte[] bytes = SmallFiles.read(file);
            int end = bytes.length - SUM_BYTES;
            if (end < 0) {
                return Optional.empty();
            }
            ByteBuffer contents = ByteBuffer.wrap(bytes, 0, end);
            CRC32 sum = new CRC32();
            sum.update(bytes, 0, end);
            boolean isWhole = ByteBuffer.wrap(bytes).getInt(end) == (int) sum.getValue();
            return isWhole && counts(contents) ? Optional.of(contents) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private boolean counts(ByteBuffer contents) {
        if (contents.remaining() < 2 * Integer.BYTES || contents.getInt() != MAGIC || contents.getInt() != VERSION) {
            return false;
        }
        return Stamp.parse(text(contents)).filter(boots::survived).isPresent();
    }

    /** A text that {@link DataOutputStream#writeUTF} wrote; it was all ASCII. */
    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[Short.toUnsignedInt(from.getShort())];
        from.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Puts other contents in its place, of what was read until now; not where the store is not ours to write to. */
    void write(int expectedBytes, Contents contents) {
        Bytes bytes = new Bytes(expectedBytes);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(boots.now().toString());
            contents.to(out);
            CRC32 sum = new CRC32();
            sum.update(bytes.buffer());
            out.writeInt((int) sum.getValue());
            byte[] all = bytes.toByteArray();
            if (all.length <= MOST_BYTES) {
                AtomicFiles.write(session.newPath(), file, all);
            }
        } catch (IOException _) {
            // then the next one reads it all once more
        }
    }
}
