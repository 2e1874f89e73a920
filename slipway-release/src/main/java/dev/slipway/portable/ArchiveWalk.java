// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfInput;
import dev.slipway.elf.ElfReader;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Finds ELF files in a stream: tar, zip and ar, and what is compressed with gzip, zstd or xz, one in another up to a depth. A
 * member stays in memory or, when it is large, in a temporary file while it is looked at.
 */
final class ArchiveWalk {
    private static final int DEEPEST = 4;
    private static final int IN_MEMORY = 8 << 20;
    private static final int HEAD = 512;
    private static final int TAR_MAGIC = 257;

    /** What {@code xz -9} asks for, and a little more. */
    private static final int MOST_XZ_KIB = 70_000;

    private final BinaryWalk.Visitor visitor;

    ArchiveWalk(BinaryWalk.Visitor visitor) {
        this.visitor = visitor;
    }

    void stream(String name, InputStream stream, int depth) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream, 1 << 16);
        in.mark(HEAD);
        byte[] head = new byte[HEAD];
        int length = in.readNBytes(head, 0, HEAD);
        in.reset();
        String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        if (ElfReader.isElf(head, length)) {
            member(name, in);
        } else if (depth >= DEEPEST) {
            return;
        } else if (Compression.detect(head, length) != Compression.NONE) {
            stream(name, Compression.detect(head, length).decompressing(in, BombLimit.STRANGER), depth + 1);
        } else if (text.startsWith("ustar", TAR_MAGIC)) {
            tar(name, in, depth);
        } else if (text.startsWith("PK\3\4")) {
            zip(name, in, depth);
        } else if (text.startsWith("!<arch>\n")) {
            ar(name, in, depth);
        } else if (text.startsWith("\u00fd7zXZ")) {
            stream(name, BombLimit.STRANGER.guard(in, some -> new XZInputStream(some, MOST_XZ_KIB)), depth + 1);
        } else if (text.startsWith("BZh")) {
            visitor.unreadable(name, "bzip2 is not opened: unpack it first");
        }
    }

    private void tar(String name, InputStream in, int depth) throws IOException {
        TarReader reader = new TarReader(in);
        Optional<TarEntry> entry = reader.next();
        while (entry.isPresent()) {
            if (entry.get().type() == TarEntry.Type.FILE) {
                inner(name + ":" + entry.get().name(), reader.content(), depth);
            }
            entry = reader.next();
        }
    }

    private void zip(String name, InputStream in, int depth) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                inner(name + ":" + entry.getName(), BombLimit.STRANGER.guard(zip, some -> some), depth);
            }
        }
    }

    // ar(5): 60 bytes for each member, its size in decimal digits at 48; padded to an even number
    private void ar(String name, InputStream in, int depth) throws IOException {
        in.skipNBytes(8);
        byte[] header = in.readNBytes(60);
        while (header.length == 60) {
            String text = new String(header, StandardCharsets.ISO_8859_1);
            long size;
            try {
                size = Long.parseLong(text.substring(48, 58).strip());
            } catch (NumberFormatException e) {
                throw new IOException("a member of the ar archive has no size", e);
            }
            if (size < 0) {
                throw new IOException("a member of the ar archive has a negative size");
            }
            String member = text.substring(0, 16).strip();
            Part part = new Part(in, size);
            inner(name + ":" + (member.endsWith("/") ? member.substring(0, member.length() - 1) : member), part, depth);
            part.finish();
            in.skipNBytes(size & 1);
            header = in.readNBytes(60);
        }
    }

    // what is wrong with a member is no reason to leave out those behind it
    private void inner(String name, InputStream in, int depth) {
        try {
            stream(name, in, depth + 1);
        } catch (IOException e) {
            visitor.unreadable(name, BinaryWalk.message(e));
        }
    }

    private void member(String name, InputStream in) throws IOException {
        byte[] start = in.readNBytes(IN_MEMORY);
        if (start.length < IN_MEMORY) {
            visitor.binary(name, ElfInput.of(start));
            return;
        }
        Path file = Files.createTempFile("slipway-verify", ".elf");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            byte[] piece = start;
            while (piece.length > 0) {
                ByteBuffer buffer = ByteBuffer.wrap(piece);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                piece = in.readNBytes(1 << 16);
            }
            visitor.binary(name, ElfInput.of(channel));
        }
    }

    /** So many bytes of a stream, which stays open. */
    private static final class Part extends InputStream {
        private final InputStream in;
        private long left;

        Part(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int b = left > 0 ? in.read() : -1;
            left -= b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = left > 0 ? in.read(into, offset, (int) Math.min(length, left)) : -1;
            left -= Math.max(0, count);
            return count;
        }

        void finish() throws IOException {
            in.skipNBytes(left);
            left = 0;
        }
    }
}
