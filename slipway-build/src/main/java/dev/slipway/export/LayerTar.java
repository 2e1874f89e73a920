// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.tar.ByteString;
import dev.slipway.oci.tar.DigestingOutputStream;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarWriter;
import dev.slipway.snapshot.LayerEntry;
import dev.slipway.snapshot.LayerTree;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/** Writes a layer's folder as the tar of an image layer (OCI image specification, layer.md). */
public final class LayerTar {
    private static final ByteString WHITEOUT = ByteString.of(".wh.");
    private static final ByteString OPAQUE = ByteString.of(".wh..wh..opq");
    private static final long SECOND = 1_000_000_000;

    private final LongUnaryOperator times;

    /** @param times what becomes of the time of a file, in seconds since 1970 */
    LayerTar(LongUnaryOperator times) {
        this.times = times;
    }

    /** No time is later than this one; absent: they stay. */
    static LongUnaryOperator clamped(Optional<Long> seconds) {
        return time -> seconds.isPresent() ? Math.min(seconds.get(), time) : time;
    }

    /** Writes the whole tar and closes the stream. */
    void write(Path tree, OutputStream out) throws IOException {
        try (TarWriter writer = new TarWriter(new Interruptible(out))) {
            new LayerTree(Kernel.linux(), tree).walk(entry -> write("", entry, writer));
        }
    }

    /** The digest of the tar that the files of this folder give. */
    public static Digest digest(Path tree) throws IOException {
        DigestingOutputStream out = new DigestingOutputStream(OutputStream.nullOutputStream());
        new LayerTar(time -> time).write(tree, out);
        return out.digest();
    }

    /** Writes one entry, its path behind the prefix. */
    void write(String prefix, LayerEntry entry, TarWriter writer) throws IOException {
        ByteString path = ByteString.of(prefix).plus(ByteString.of(entry.path()));
        FileStat stat = entry.stat();
        if (entry.isWhiteout()) {
            int slash = path.lastIndexOf('/');
            ByteString name = path.slice(0, slash + 1).plus(WHITEOUT).plus(path.slice(slash + 1, path.length()));
            writer.put(TarEntry.plain(name, TarEntry.Type.FILE, 0, time(stat)));
            return;
        }
        Optional<byte[]> same = entry.sameAs();
        if (same.isPresent()) {
            writer.put(plain(path, TarEntry.Type.HARD_LINK, stat)
                    .withLinkName(ByteString.of(prefix).plus(ByteString.of(same.get()))));
            return;
        }
        switch (stat.type()) {
            case DIRECTORY -> {
                writer.put(plain(path.plus(ByteString.of("/")), TarEntry.Type.DIRECTORY, stat)
                        .withXattrs(xattrs(entry)));
                if (entry.isOpaque()) {
                    ByteString mark = path.plus(ByteString.of("/")).plus(OPAQUE);
                    writer.put(TarEntry.plain(mark, TarEntry.Type.FILE, 0, time(stat)));
                }
            }
            case FILE -> {
                try (InputStream content = entry.open()) {
                    writer.put(
                            plain(path, TarEntry.Type.FILE, stat)
                                    .withSize(stat.size())
                                    .withXattrs(xattrs(entry)),
                            content);
                }
            }
            case SYMLINK ->
                writer.put(plain(path, TarEntry.Type.SYMLINK, stat)
                        .withLinkName(ByteString.of(entry.linkTarget().orElse(new byte[0]))));
            case CHARACTER_DEVICE -> writer.put(device(path, TarEntry.Type.CHARACTER_DEVICE, stat));
            case BLOCK_DEVICE -> writer.put(device(path, TarEntry.Type.BLOCK_DEVICE, stat));
            case FIFO -> writer.put(plain(path, TarEntry.Type.FIFO, stat));
            // a socket means nothing without the process that made it
            case SOCKET -> {}
        }
    }

    private TarEntry plain(ByteString path, TarEntry.Type type, FileStat stat) {
        return TarEntry.plain(path, type, stat.mode(), time(stat))
                .withOwner(new TarEntry.Owner(stat.uid(), stat.gid()));
    }

    private TarEntry device(ByteString path, TarEntry.Type type, FileStat stat) {
        return plain(path, type, stat).withDevice(new TarEntry.Device(stat.rdevMajor(), stat.rdevMinor()));
    }

    private Instant time(FileStat stat) {
        return Instant.ofEpochSecond(times.applyAsLong(Math.floorDiv(stat.mtime(), SECOND)));
    }

    private static SortedMap<ByteString, ByteString> xattrs(LayerEntry entry) throws IOException {
        SortedMap<ByteString, ByteString> found = new TreeMap<>();
        entry.xattrs().forEach((name, value) -> found.put(ByteString.of(name), ByteString.of(value)));
        return found;
    }
}
