// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.digest.Digest;
import dev.slipway.sys.FileStat;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The digests of a folder's files as they were when they were last read, so that a file whose size, times and inode are
 * the same need not be read again. A file that changed within the last moments before it was read is not remembered: it
 * could change once more without a trace in its times (git calls this "racily clean").
 *
 * <p>The file on disk is a cache: what cannot be read counts as empty, what cannot be written is left.
 */
final class KnownDigests {
    private static final long MAGIC = 0x534c49505f444731L;
    private static final long RACY_NANOS = 2_000_000_000L;

    private record Known(long size, long mtime, long ctime, long ino, Digest digest) {
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

    private static Map<String, Known> read(byte[] bytes) throws IOException {
        int body = bytes.length - 64;
        if (body < 0 || !Digest.of(Arrays.copyOf(bytes, body)).hex().equals(ascii(bytes, body, 64))) {
            return new HashMap<>();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body));
        if (in.readLong() != MAGIC) {
            return new HashMap<>();
        }
        int count = in.readInt();
        Map<String, Known> known = HashMap.newHashMap(Math.min(count, body / 100));
        byte[] hex = new byte[64];
        for (int i = 0; i < count; i++) {
            String path = in.readUTF();
            long size = in.readLong();
            long mtime = in.readLong();
            long ctime = in.readLong();
            long ino = in.readLong();
            in.readFully(hex);
            known.put(path, new Known(size, mtime, ctime, ino, new Digest(ascii(hex, 0, 64))));
        }
        return known;
    }

    private static String ascii(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    synchronized Optional<Digest> find(String path, FileStat stat) {
        Known found = known.get(path);
        return found != null && found.fits(stat) ? Optional.of(found.digest()) : Optional.empty();
    }

    synchronized void put(String path, FileStat stat, Digest digest, long nowNanos) {
        if (path.length() > 10_000) {
            return;
        }
        changed = true;
        if (nowNanos - Math.max(stat.ctime(), stat.mtime()) < RACY_NANOS) {
            known.remove(path);
        } else {
            known.put(path, new Known(stat.size(), stat.mtime(), stat.ctime(), stat.ino(), digest));
        }
    }

    /** Writes what is new, to one side and renamed in. */
    synchronized void save() {
        if (!changed) {
            return;
        }
        Path temporary = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(file.getParent());
            write(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            changed = false;
        } catch (IOException _) {
            // the next build reads the files again
            temporary.toFile().delete();
        }
    }

    private void write(Path temporary) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream(known.size() * 150 + 100);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        out.writeInt(known.size());
        for (Map.Entry<String, Known> entry : known.entrySet()) {
            Known value = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeLong(value.size());
            out.writeLong(value.mtime());
            out.writeLong(value.ctime());
            out.writeLong(value.ino());
            out.write(value.digest().hex().getBytes(StandardCharsets.US_ASCII));
        }
        byte[] body = bytes.toByteArray();
        try (var target = Files.newOutputStream(temporary)) {
            target.write(body);
            target.write(Digest.of(body).hex().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }
}
