// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Reads a tar entry by entry, streaming: ustar, GNU's long names, PAX. As docker and containerd do, it passes over PAX
 * global headers. Sparse files are refused. Nothing is allocated by a length that a header claims. Not for use by
 * several threads.
 */
public final class TarReader implements AutoCloseable {
    /** The longest name or set of PAX records that is read, Go's limit. */
    private static final int MAX_EXTENSION = 1 << 20;
    /** A global header, a long name, a long link and PAX records in front of one entry, and room. */
    private static final int MAX_EXTENSIONS = 16;

    private final InputStream in;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private final TarHeader header = new TarHeader(block);
    private final Content content = new Content();
    private final byte[] scratch = new byte[64 << 10];
    private long offset;
    private long headerOffset;
    private long left;
    private int padding;
    private String current = "";
    private boolean ended;

    /** @param in the uncompressed tar; buffered here, closed with the reader */
    public TarReader(InputStream in) {
        this.in = new BufferedInputStream(in, 128 << 10);
    }

    /**
     * The next entry; what was left of the last one's content is read and dropped. Empty at the end,
     * beyond which nothing is read: who needs the digest of the whole reads on in the stream below.
     *
     * @throws MalformedTarException naming the entry and the byte offset
     */
    public Optional<TarEntry> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        finishEntry();
        SortedMap<ByteString, ByteString> records = PaxRecords.none();
        for (int extensions = 0; ; extensions++) {
            headerOffset = offset;
            current = "";
            if (!readHeader()) {
                if (extensions > 0) {
                    throw fault("the tar ends where an entry should follow its extended header");
                }
                ended = true;
                return Optional.empty();
            }
            if (!isExtension(header.flag())) {
                return Optional.of(begin(records));
            }
            if (extensions == MAX_EXTENSIONS) {
                throw fault("more than " + MAX_EXTENSIONS + " extended headers before one entry");
            }
            readExtension(records);
        }
    }

    private static boolean isExtension(char flag) {
        return flag == 'x' || flag == 'g' || flag == 'L' || flag == 'K' || flag == 'X';
    }

    private TarEntry begin(SortedMap<ByteString, ByteString> records) throws IOException {
        current = records.getOrDefault(PaxRecords.PATH, header.fullName()).toString();
        try {
            TarEntry entry = EntryDecoder.decode(header, records);
            left = entry.size();
            padding = padding(left);
            return entry;
        } catch (HeaderFault e) {
            throw fault(e.what());
        }
    }

    // false at the end: two blocks of zeros, or nothing more
    private boolean readHeader() throws IOException {
        int count = read(block);
        if (count == 0) {
            return false;
        }
        if (count < TarHeader.BLOCK) {
            throw fault("the tar ends within a header");
        }
        if (header.isZero()) {
            count = read(block);
            if (count == TarHeader.BLOCK && !header.isZero()) {
                throw fault("a block of zeros, and then more: expected two at the end");
            }
            return false;
        }
        if (!header.isSound()) {
            throw fault(offset == TarHeader.BLOCK ? "not a tar: wrong checksum" : "wrong checksum");
        }
        return true;
    }

    private int read(byte[] into) throws IOException {
        int count = in.readNBytes(into, 0, into.length);
        offset += count;
        return count;
    }

    private void readExtension(SortedMap<ByteString, ByteString> records) throws IOException {
        char flag = header.flag();
        long size = header.number(TarHeader.Field.SIZE);
        if (size < 0 || size > MAX_EXTENSION) {
            throw fault("an extended header of " + (size < 0 ? "no valid size" : size + " bytes") + "; the limit is "
                    + MAX_EXTENSION);
        }
        // grows as bytes come, whatever the size claims
        byte[] bytes = in.readNBytes((int) size);
        offset += bytes.length;
        if (bytes.length < size) {
            throw fault("the tar ends within an extended header");
        }
        skip(padding(size));
        try {
            keep(flag, bytes, records);
        } catch (HeaderFault e) {
            throw fault(e.what());
        }
    }

    private static void keep(char flag, byte[] bytes, SortedMap<ByteString, ByteString> records) throws HeaderFault {
        switch (flag) {
            case 'g' -> PaxRecords.parse(bytes, PaxRecords.none());
            case 'L' -> records.put(PaxRecords.PATH, untilNul(bytes));
            case 'K' -> records.put(PaxRecords.LINK_PATH, untilNul(bytes));
            default -> PaxRecords.parse(bytes, records);
        }
    }

    private static ByteString untilNul(byte[] bytes) {
        ByteString all = ByteString.of(bytes);
        int nul = all.indexOf(0);
        return nul < 0 ? all : all.slice(0, nul);
    }

    private static int padding(long size) {
        return (int) (-size & (TarHeader.BLOCK - 1));
    }

    private void finishEntry() throws IOException {
        skip(left);
        left = 0;
        // a last entry without its padding is let pass, as Go does
        int count = in.readNBytes(scratch, 0, padding);
        offset += count;
        padding = 0;
    }

    // reads: a file's skip() would go past its end without a word
    private void skip(long count) throws IOException {
        long rest = count;
        while (rest > 0) {
            int got = in.read(scratch, 0, (int) Math.min(rest, scratch.length));
            if (got < 0) {
                throw endsEarly(rest);
            }
            offset += got;
            rest -= got;
        }
    }

    private MalformedTarException endsEarly(long missing) {
        return fault("the tar ends " + missing + " bytes before the end of the content");
    }

    private MalformedTarException fault(String what) {
        String place = current.isEmpty() ? "tar header" : "tar entry \"" + shortened(current) + "\"";
        return new MalformedTarException(place + " at byte " + headerOffset + ": " + what, headerOffset);
    }

    private static String shortened(String name) {
        return name.length() <= 120 ? name : name.substring(0, 80) + "..." + name.substring(name.length() - 30);
    }

    /** The content of the current entry; ends with it; closing does nothing. */
    public InputStream content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private final class Content extends InputStream {
        private final byte[] one = new byte[1];

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int start, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, start, (int) Math.min(left, length));
            if (count < 0) {
                throw endsEarly(left);
            }
            left -= count;
            offset += count;
            return count;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, in.available());
        }
    }
}
