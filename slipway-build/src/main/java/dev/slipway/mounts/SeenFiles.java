// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.sys.FileStat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The digests of a mount's files as they were last seen: of a file that has the same inode and times now, nothing need be
 * read. Kept beside the mount; what is damaged there is as good as not there.
 */
public final class SeenFiles {
    // a file changed this soon after we looked may have the same times
    private static final long FRESH_NANOS = 50_000_000;
    private static final int VERSION = 1;

    private final Map<TreePath, Seen> files = new HashMap<>();

    /** A file, and the state that it was in. */
    private record Seen(MountEntry.Regular file, long ctime, long ino) {}

    /** The file, if it is as it was. */
    Optional<MountEntry.Regular> find(TreePath path, FileStat now) {
        Seen seen = files.get(path);
        return seen != null
                        && seen.ctime() == now.ctime()
                        && seen.ino() == now.ino()
                        && seen.file().sizeBytes() == now.size()
                        && seen.file().meta().mtime() == now.mtime()
                ? Optional.of(seen.file())
                : Optional.empty();
    }

    void put(MountEntry.Regular file, FileStat stat) {
        files.put(file.path(), new Seen(file, stat.ctime(), stat.ino()));
    }

    /** @param nowNanos the time since 1970: what changed right before is left out */
    public byte[] toBytes(long nowNanos) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            for (Map.Entry<TreePath, Seen> entry : files.entrySet()) {
                Seen seen = entry.getValue();
                if (seen.ctime() < nowNanos - FRESH_NANOS) {
                    out.writeUTF(entry.getKey().text());
                    out.writeLong(seen.ctime());
                    out.writeLong(seen.ino());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads them.
     *
     * @param files what the files were
     */
    public static SeenFiles read(byte[] bytes, MountList files) {
        SeenFiles all = new SeenFiles();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != VERSION) {
                return all;
            }
            while (in.available() > 0) {
                String path = in.readUTF();
                long ctime = in.readLong();
                long ino = in.readLong();
                if (TreePath.isSound(path)
                        && files.entries().get(new TreePath(path)) instanceof MountEntry.Regular file) {
                    all.files.put(file.path(), new Seen(file, ctime, ino));
                }
            }
        } catch (IOException _) {
            return new SeenFiles();
        }
        return all;
    }
}
