// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import dev.slipway.oci.tar.TarHeader.Field;
import dev.slipway.text.GoPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes a tar as Go's {@code archive/tar} does with {@code FormatPAX}, byte for byte: ustar headers, and PAX records only
 * for what does not fit. Times are cut to seconds. Not for use by several threads.
 */
public final class TarWriter implements AutoCloseable {
    private static final int MAX_RECORDS = 1 << 20;
    private static final byte[] ZEROS = new byte[2 * TarHeader.BLOCK];

    private final OutputStream out;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private final TarHeader header = new TarHeader(block);
    private final byte[] buffer = new byte[128 << 10];
    private boolean closed;

    /** @param out takes large writes; closed with the writer */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes an entry without content. */
    public void put(TarEntry entry) throws IOException {
        put(entry, new byte[0]);
    }

    /** Writes an entry with this content, whose length must be the entry's size. */
    public void put(TarEntry entry, byte[] content) throws IOException {
        put(entry, new ByteArrayInputStream(content));
    }

    /**
     * Writes an entry with the stream's content. The stream stays open.
     *
     * @throws IOException if the stream holds less or more than the entry's size: a file that changed meanwhile
     */
    public void put(TarEntry entry, InputStream content) throws IOException {
        putHeader(entry);
        long left = entry.size();
        while (left > 0) {
            int count = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw changed(entry, "shorter");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        if (content.read() >= 0) {
            throw changed(entry, "longer");
        }
        pad(entry.size());
    }

    private static IOException changed(TarEntry entry, String how) {
        return new IOException(
                "\"" + entry.name() + "\" became " + how + " while it was read: expected " + entry.size() + " bytes");
    }

    private void pad(long size) throws IOException {
        int over = (int) (size % TarHeader.BLOCK);
        if (over > 0) {
            out.write(ZEROS, 0, TarHeader.BLOCK - over);
        }
    }

    private void putHeader(TarEntry entry) throws IOException {
        SortedMap<ByteString, ByteString> records = records(entry);
        int slash = splitAt(entry.name());
        // a name that only needed to be split needs no record, unless something else does
        boolean ustar = records.isEmpty() || (slash > 0 && records.size() == 1 && records.containsKey(PaxRecords.PATH));
        if (ustar) {
            fill(entry, false);
            if (slash > 0) {
                header.text(Field.PREFIX, entry.name().slice(0, slash));
                clear(Field.NAME);
                header.text(
                        Field.NAME, entry.name().slice(slash + 1, entry.name().length()));
            }
        } else {
            putRecords(entry.name(), records);
            fill(entry, true);
        }
        header.seal();
        out.write(block);
    }

    private void clear(Field field) {
        Arrays.fill(block, field.start, field.start + field.length, (byte) 0);
    }

    private void fill(TarEntry entry, boolean asciiOnly) {
        header.clear();
        header.flag(entry.type().flag());
        header.text(Field.NAME, asciiOnly ? ascii(entry.name()) : entry.name());
        header.text(Field.LINK_NAME, asciiOnly ? ascii(entry.linkName()) : entry.linkName());
        header.octal(Field.MODE, entry.mode());
        header.octal(Field.UID, entry.owner().uid());
        header.octal(Field.GID, entry.owner().gid());
        header.octal(Field.SIZE, entry.size());
        header.octal(Field.MTIME, entry.modified().getEpochSecond());
        header.text(
                Field.USER_NAME,
                asciiOnly ? ascii(entry.owner().userName()) : entry.owner().userName());
        header.text(
                Field.GROUP_NAME,
                asciiOnly ? ascii(entry.owner().groupName()) : entry.owner().groupName());
        header.octal(Field.DEVICE_MAJOR, entry.device().major());
        header.octal(Field.DEVICE_MINOR, entry.device().minor());
    }

    private static SortedMap<ByteString, ByteString> records(TarEntry entry) throws IOException {
        SortedMap<ByteString, ByteString> records = PaxRecords.none();
        addText(records, PaxRecords.PATH, entry.name(), Field.NAME);
        addText(records, PaxRecords.LINK_PATH, entry.linkName(), Field.LINK_NAME);
        addText(records, PaxRecords.USER_NAME, entry.owner().userName(), Field.USER_NAME);
        addText(records, PaxRecords.GROUP_NAME, entry.owner().groupName(), Field.GROUP_NAME);
        addNumber(records, PaxRecords.UID, entry.owner().uid(), Field.UID);
        addNumber(records, PaxRecords.GID, entry.owner().gid(), Field.GID);
        addNumber(records, PaxRecords.SIZE, entry.size(), Field.SIZE);
        addNumber(records, PaxRecords.MTIME, entry.modified().getEpochSecond(), Field.MTIME);
        for (Map.Entry<ByteString, ByteString> xattr : entry.xattrs().entrySet()) {
            if (xattr.getKey().indexOf('=') >= 0 || xattr.getKey().indexOf(0) >= 0) {
                throw new IOException(
                        "\"" + entry.name() + "\": no tar can hold the extended attribute \"" + xattr.getKey() + "\"");
            }
            records.put(PaxRecords.XATTR.plus(xattr.getKey()), xattr.getValue());
        }
        boolean fits = TarHeader.fitsOctal(Field.DEVICE_MAJOR, entry.device().major())
                && TarHeader.fitsOctal(Field.DEVICE_MINOR, entry.device().minor());
        if (!fits
                || entry.name().isEmpty()
                || entry.name().indexOf(0) >= 0
                || entry.linkName().indexOf(0) >= 0) {
            throw new IOException("no tar can hold \"" + entry.name() + "\": an empty name, a NUL in it, or device "
                    + entry.device().major() + ":" + entry.device().minor());
        }
        return records;
    }

    private static void addText(
            SortedMap<ByteString, ByteString> records, ByteString key, ByteString text, Field field) {
        if (text.length() > field.length || !text.isAscii()) {
            records.put(key, text);
        }
    }

    private static void addNumber(SortedMap<ByteString, ByteString> records, ByteString key, long number, Field field) {
        if (!TarHeader.fitsOctal(field, number)) {
            records.put(key, ByteString.of(Long.toString(number)));
        }
    }

    private void putRecords(ByteString name, SortedMap<ByteString, ByteString> records) throws IOException {
        byte[] content = PaxRecords.format(records);
        if (content.length > MAX_RECORDS) {
            throw new IOException("\"" + name + "\": name and extended attributes are longer than " + MAX_RECORDS
                    + " bytes, which no reader takes");
        }
        header.clear();
        header.flag('x');
        header.text(Field.NAME, paxName(name));
        header.octal(Field.MODE, 0);
        header.octal(Field.UID, 0);
        header.octal(Field.GID, 0);
        header.octal(Field.SIZE, content.length);
        header.octal(Field.MTIME, 0);
        header.seal();
        out.write(block);
        out.write(content);
        pad(content.length);
    }

    // Go: path.Join(dir, "PaxHeaders.0", file), cut to the field
    private static ByteString paxName(ByteString name) {
        int slash = name.lastIndexOf('/');
        String joined = name.slice(0, slash + 1).latin1() + "PaxHeaders.0/"
                + name.slice(slash + 1, name.length()).latin1();
        ByteString ascii = ascii(ByteString.ofLatin1(GoPath.clean(joined)));
        int end = Math.min(ascii.length(), Field.NAME.length);
        while (end > 0 && ascii.at(end - 1) == '/') {
            end--;
        }
        return ascii.slice(0, end);
    }

    private static ByteString ascii(ByteString text) {
        if (text.isAscii()) {
            return text;
        }
        byte[] kept = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) > 0) {
                kept[length++] = text.at(i);
            }
        }
        return ByteString.of(kept, 0, length);
    }

    // where ustar splits a long name into prefix and name; -1 when it cannot, or need not
    private static int splitAt(ByteString name) {
        int length = name.length();
        if (length <= Field.NAME.length || !name.isAscii()) {
            return -1;
        }
        if (length > Field.PREFIX.length + 1) {
            length = Field.PREFIX.length + 1;
        } else if (name.endsWith('/')) {
            length--;
        }
        int slash = name.slice(0, length).lastIndexOf('/');
        int suffix = name.length() - slash - 1;
        return slash <= 0 || suffix > Field.NAME.length || suffix == 0 ? -1 : slash;
    }

    /** Ends the tar and closes the stream. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                out.write(ZEROS);
            }
        }
    }
}
