// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.digest.Digest;
import dev.slipway.sys.FileStat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The digests of a folder's files as they were when they were last read, so that a file whose size, times and inode are
 * the same need not be read again. A file that changed within the last moments before it was read is not remembered: it
 * could change once more without a trace in its times (git calls this "racily clean").
 *
 * <p>The file on disk is a cache: what cannot be read counts as empty, what cannot be written is left.
 */
final class KnownDigests {
    private static final long MAGIC = 0x534c49505f444732L;

    private record Known(long size, long mtime, long ctime, long ino, Raw digest) {
        boolean fits(FileStat stat) {
            return size == stat.size() && mtime == stat.mtime() && ctime == stat.ctime() && ino == stat.ino();
        }
    }

    private final Path file;
    private final Map<String, Known> known;
    private boolean changed;

    private KnownDigests(Path file, Map<String, Known> known) {
        this.file = file;
        this.known = known;
    }

    static KnownDigests load(Path file) {
        try {
            return new KnownDigests(file, read(Files.readAllBytes(file)));
        } catch (IOException | RuntimeException _) {
            return new KnownDigests(file, new HashMap<>());
        }
    }

    // the sum is against decay alone; a SHA-256 of some megabytes would take longer than all else here
    private static Map<String, Known> read(byte[] bytes) {
        int body = bytes.length - Long.BYTES;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (body < 0 || in.getLong(body) != sum(bytes, body) || in.getLong() != MAGIC) {
            return new HashMap<>();
        }
        int count = in.getInt();
        Map<String, Known> known = HashMap.newHashMap(Math.min(count, body / 66));
        for (int i = 0; i < count; i++) {
            byte[] path = new byte[in.getInt()];
            in.get(path);
            long size = in.getLong();
            long mtime = in.getLong();
            long ctime = in.getLong();
            long ino = in.getLong();
            known.put(RawName.decode(path), new Known(size, mtime, ctime, ino, new Raw(bytes, in.position())));
            in.position(in.position() + Raw.BYTES);
        }
        return known;
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    /** A digest as it stands in the file. */
    private static final class Raw {
        static final int BYTES = 32;

        private final byte[] bytes;
        private final int offset;

        Raw(byte[] bytes, int offset) {
            this.bytes = bytes;
            this.offset = offset;
        }

        static Raw of(Digest digest) {
            return new Raw(HexFormat.of().parseHex(digest.hex()), 0);
        }

        Digest digest() {
            return new Digest(HexFormat.of().formatHex(bytes, offset, offset + BYTES));
        }

        void write(DataOutputStream out) throws IOException {
            out.write(bytes, offset, BYTES);
        }
    }

    synchronized Optional<Digest> find(String path, FileStat stat) {
        Known found = known.get(path);
        return found != null && found.fits(stat) ? Optional.of(found.digest().digest()) : Optional.empty();
    }

    synchronized void put(String path, FileStat stat, Digest digest, long nowNanos) {
        if (path.length() > 10_000) {
            return;
        }
        changed = true;
        if (Remembered.isRacy(Remembered.changed(stat), nowNanos)) {
            known.remove(path);
        } else {
            known.put(path, new Known(stat.size(), stat.mtime(), stat.ctime(), stat.ino(), Raw.of(digest)));
        }
    }

    /** Writes what is new; what cannot be written is read again by the next build. */
    synchronized void save() {
        if (changed) {
            changed = !Remembered.write(file, encoded());
        }
    }

    private byte[] encoded() {
        var bytes = new ByteArrayOutputStream(known.size() * 110 + 100);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            encode(out);
            byte[] body = bytes.toByteArray();
            out.writeLong(sum(body, body.length));
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private void encode(DataOutputStream out) throws IOException {
        out.writeLong(MAGIC);
        out.writeInt(known.size());
        for (Map.Entry<String, Known> entry : known.entrySet()) {
            Known value = entry.getValue();
            byte[] path = RawName.encode(entry.getKey());
            out.writeInt(path.length);
            out.write(path);
            out.writeLong(value.size());
            out.writeLong(value.mtime());
            out.writeLong(value.ctime());
            out.writeLong(value.ino());
            value.digest().write(out);
        }
    }
}
