// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Dir;
import dev.slipway.sys.DirEntry;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.FileType;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An entry by its open folder; attributes are read when asked for. */
final class WalkedEntry implements LayerEntry {
    private final Dir folder;
    private final DirEntry entry;
    private final byte[] path;
    private final byte[] first;
    private final String opaque;
    private @Nullable List<byte[]> attributes;

    WalkedEntry(Dir folder, DirEntry entry, byte[] path, byte[] first, String opaque) {
        this.folder = folder;
        this.entry = entry;
        this.path = path;
        this.first = first;
        this.opaque = opaque;
    }

    @Override
    public byte[] path() {
        return path;
    }

    @Override
    public FileStat stat() {
        return entry.stat();
    }

    @Override
    public boolean isWhiteout() {
        return entry.stat().isWhiteout();
    }

    @Override
    public boolean isOpaque() throws IOException {
        if (!entry.stat().isDirectory()) {
            return false;
        }
        byte[] name = opaque.getBytes(StandardCharsets.US_ASCII);
        return attributes().stream().anyMatch(one -> Arrays.equals(one, name))
                && folder.xattr(entry.name(), name)
                        .filter(value -> value.length == 1 && value[0] == 'y')
                        .isPresent();
    }

    @Override
    public Optional<byte[]> linkTarget() throws IOException {
        return entry.stat().type() == FileType.SYMLINK ? Optional.of(folder.readLink(entry.name())) : Optional.empty();
    }

    @Override
    public Optional<byte[]> sameAs() {
        return Arrays.equals(first, path) ? Optional.empty() : Optional.of(first);
    }

    @Override
    public SortedMap<String, byte[]> xattrs() throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        for (byte[] attribute : attributes()) {
            String name = LayerTree.text(attribute);
            if (Attributes.belongInLayer(name)) {
                folder.xattr(entry.name(), attribute).ifPresent(value -> found.put(name, value));
            }
        }
        return found;
    }

    /** Links and whiteouts have none that could be part of an image. */
    private List<byte[]> attributes() throws KernelException {
        if (attributes == null) {
            attributes =
                    entry.stat().type() == FileType.SYMLINK || isWhiteout() ? List.of() : folder.xattrs(entry.name());
        }
        return attributes;
    }

    @Override
    public InputStream open() throws IOException {
        return new Content(folder.openFile(entry.name()));
    }

    private static final class Content extends InputStream {
        private final OpenFile file;

        Content(OpenFile file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return file.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
