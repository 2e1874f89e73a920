// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import dev.slipway.oci.tar.TarEntry.Device;
import dev.slipway.oci.tar.TarEntry.Owner;
import dev.slipway.oci.tar.TarHeader.Field;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Header and PAX records to an entry. What is wrong is an {@link HeaderFault}. */
final class EntryDecoder {
    private static final ByteString SPARSE = ByteString.of("GNU.sparse.");
    private static final long MAX_ID = 0xffff_ffffL;

    private final TarHeader header;
    private final SortedMap<ByteString, ByteString> records;

    private EntryDecoder(TarHeader header, SortedMap<ByteString, ByteString> records) {
        this.header = header;
        this.records = records;
    }

    static TarEntry decode(TarHeader header, SortedMap<ByteString, ByteString> records) throws HeaderFault {
        return new EntryDecoder(header, records).decode();
    }

    private TarEntry decode() throws HeaderFault {
        ByteString name = records.getOrDefault(PaxRecords.PATH, header.fullName());
        if (name.isEmpty()) {
            throw new HeaderFault("an empty name");
        }
        refuseSparse();
        TarEntry.Type type = type(name);
        ByteString target = type.isLink()
                ? records.getOrDefault(PaxRecords.LINK_PATH, header.text(Field.LINK_NAME))
                : ByteString.EMPTY;
        if (type.isLink() && target.isEmpty()) {
            throw new HeaderFault("a link to nothing");
        }
        long size = size();
        return new TarEntry(
                name,
                type,
                (int) (number(Field.MODE, "mode") & 07777),
                owner(),
                type == TarEntry.Type.FILE ? size : 0,
                modified(),
                target,
                type.isDevice() ? device() : Device.NONE,
                xattrs());
    }

    private void refuseSparse() throws HeaderFault {
        boolean inRecords = records.tailMap(SPARSE).keySet().stream()
                .findFirst()
                .filter(key -> key.startsWith(SPARSE))
                .isPresent();
        if (header.flag() == 'S' || inRecords) {
            throw new HeaderFault("a sparse file, which layers cannot have: write the tar without --sparse");
        }
    }

    private TarEntry.Type type(ByteString name) throws HeaderFault {
        char flag = header.flag();
        return switch (flag) {
            // before POSIX a folder was told by its slash alone
            case 0 -> name.endsWith('/') ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
            case '0', '7' -> TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.SYMLINK;
            case '3' -> TarEntry.Type.CHARACTER_DEVICE;
            case '4' -> TarEntry.Type.BLOCK_DEVICE;
            case '5' -> TarEntry.Type.DIRECTORY;
            case '6' -> TarEntry.Type.FIFO;
            default -> throw new HeaderFault("unknown type '" + ByteString.of(new byte[] {(byte) flag}) + "'");
        };
    }

    private Owner owner() throws HeaderFault {
        return new Owner(
                id(PaxRecords.UID, Field.UID),
                id(PaxRecords.GID, Field.GID),
                records.getOrDefault(PaxRecords.USER_NAME, header.text(Field.USER_NAME)),
                records.getOrDefault(PaxRecords.GROUP_NAME, header.text(Field.GROUP_NAME)));
    }

    private long id(ByteString key, Field field) throws HeaderFault {
        ByteString record = records.get(key);
        long id = record == null ? number(field, key.toString()) : decimal(key, record.decoded());
        if (id < 0 || id > MAX_ID) {
            throw new HeaderFault("the " + key + " " + id + " is none: expected 0 to " + MAX_ID);
        }
        return id;
    }

    private long size() throws HeaderFault {
        ByteString record = records.get(PaxRecords.SIZE);
        long size = record == null ? number(Field.SIZE, "size") : decimal(PaxRecords.SIZE, record.decoded());
        if (size < 0) {
            throw new HeaderFault("a negative size: " + size);
        }
        return size;
    }

    private Device device() throws HeaderFault {
        long major = number(Field.DEVICE_MAJOR, "device number");
        long minor = number(Field.DEVICE_MINOR, "device number");
        if (major < 0 || minor < 0) {
            throw new HeaderFault("a negative device number");
        }
        return new Device(major, minor);
    }

    private long number(Field field, String what) throws HeaderFault {
        long value = header.number(field);
        if (value == Long.MIN_VALUE) {
            throw new HeaderFault("the " + what + " is neither octal nor base 256");
        }
        return value;
    }

    private static long decimal(ByteString key, String text) throws HeaderFault {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new HeaderFault("the PAX record \"" + key + "\" is no number");
        }
    }

    private Instant modified() throws HeaderFault {
        ByteString record = records.get(PaxRecords.MTIME);
        long seconds;
        int nanos = 0;
        if (record == null) {
            seconds = number(Field.MTIME, "time");
        } else {
            String text = record.decoded();
            int dot = text.indexOf('.');
            seconds = decimal(PaxRecords.MTIME, dot < 0 ? text : text.substring(0, dot));
            nanos = dot < 0 ? 0 : nanos(text.substring(dot + 1));
            nanos = text.startsWith("-") ? -nanos : nanos;
        }
        if (seconds < Instant.MIN.getEpochSecond() + 1 || seconds > Instant.MAX.getEpochSecond() - 1) {
            throw new HeaderFault("a time out of this world: " + seconds + " seconds");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static int nanos(String fraction) throws HeaderFault {
        int nanos = 0;
        for (int i = 0; i < 9; i++) {
            int digit = i < fraction.length() ? fraction.charAt(i) - '0' : 0;
            if (digit < 0 || digit > 9) {
                throw new HeaderFault("the PAX record \"mtime\" is no number");
            }
            nanos = nanos * 10 + digit;
        }
        return nanos;
    }

    private SortedMap<ByteString, ByteString> xattrs() {
        SortedMap<ByteString, ByteString> found = new TreeMap<>();
        for (Map.Entry<ByteString, ByteString> record :
                records.tailMap(PaxRecords.XATTR).entrySet()) {
            ByteString key = record.getKey();
            if (!key.startsWith(PaxRecords.XATTR)) {
                break;
            }
            found.put(key.slice(PaxRecords.XATTR.length(), key.length()), record.getValue());
        }
        return found;
    }
}
