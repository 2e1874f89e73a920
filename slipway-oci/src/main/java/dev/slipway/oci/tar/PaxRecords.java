// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of a PAX extended header: {@code "<length> <key>=<value>\n"}. Keys and values are bytes. */
final class PaxRecords {
    static final ByteString PATH = ByteString.of("path");
    static final ByteString LINK_PATH = ByteString.of("linkpath");
    static final ByteString SIZE = ByteString.of("size");
    static final ByteString UID = ByteString.of("uid");
    static final ByteString GID = ByteString.of("gid");
    static final ByteString USER_NAME = ByteString.of("uname");
    static final ByteString GROUP_NAME = ByteString.of("gname");
    static final ByteString MTIME = ByteString.of("mtime");
    static final ByteString XATTR = ByteString.of("SCHILY.xattr.");

    private PaxRecords() {}

    static byte[] format(SortedMap<ByteString, ByteString> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<ByteString, ByteString> record : records.entrySet()) {
            int rest = 3 + record.getKey().length() + record.getValue().length();
            // the length counts its own digits
            int length = rest + digits(rest);
            if (digits(length) != digits(rest)) {
                length++;
            }
            out.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
            out.write(' ');
            out.writeBytes(record.getKey().toBytes());
            out.write('=');
            out.writeBytes(record.getValue().toBytes());
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }

    /**
     * Reads records; an empty value takes an earlier one away, as POSIX says.
     *
     * @throws HeaderFault with what is wrong
     */
    static void parse(byte[] bytes, SortedMap<ByteString, ByteString> into) throws HeaderFault {
        int at = 0;
        while (at < bytes.length) {
            int digit = at;
            int length = 0;
            while (digit < bytes.length && bytes[digit] >= '0' && bytes[digit] <= '9' && length <= bytes.length) {
                length = length * 10 + bytes[digit++] - '0';
            }
            int end = at + length;
            if (digit == at || digit >= bytes.length || bytes[digit] != ' ' || length > bytes.length - at) {
                throw new HeaderFault("a PAX record does not begin with its length");
            }
            if (end <= digit + 1 || bytes[end - 1] != '\n') {
                throw new HeaderFault("a PAX record does not end where its length says");
            }
            parseOne(ByteString.of(bytes, digit + 1, end - 1), into);
            at = end;
        }
    }

    private static void parseOne(ByteString record, SortedMap<ByteString, ByteString> into) throws HeaderFault {
        int equals = record.indexOf('=');
        if (equals <= 0) {
            throw new HeaderFault("a PAX record lacks a key");
        }
        ByteString key = record.slice(0, equals);
        ByteString value = record.slice(equals + 1, record.length());
        boolean isText = key.equals(PATH) || key.equals(LINK_PATH) || key.equals(USER_NAME) || key.equals(GROUP_NAME);
        if (isText && value.indexOf(0) >= 0) {
            throw new HeaderFault("the PAX record \"" + key + "\" holds a NUL");
        }
        // an attribute's value may be empty and still be one
        if (value.isEmpty() && !key.startsWith(XATTR)) {
            into.remove(key);
        } else {
            into.put(key, value);
        }
    }

    static SortedMap<ByteString, ByteString> none() {
        return new TreeMap<>();
    }
}
