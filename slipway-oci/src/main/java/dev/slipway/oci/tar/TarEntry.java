// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of a tar: what a header and its extensions say together.
 *
 * @param name as it stands: any bytes, a folder's with or without its final slash
 * @param mode permission bits with setuid, setgid and sticky: {@code 07777}
 * @param size of the content; 0 unless a file
 * @param linkName the target of a hard or symbolic link, else empty
 * @param device major and minor number of a device
 * @param xattrs extended attributes by their names, such as {@code security.capability}
 */
public record TarEntry(
        ByteString name,
        Type type,
        int mode,
        Owner owner,
        long size,
        Instant modified,
        ByteString linkName,
        Device device,
        SortedMap<ByteString, ByteString> xattrs) {
    /** What an entry is. */
    public enum Type {
        FILE('0'),
        HARD_LINK('1'),
        SYMLINK('2'),
        CHARACTER_DEVICE('3'),
        BLOCK_DEVICE('4'),
        DIRECTORY('5'),
        FIFO('6');

        private final char flag;

        Type(char flag) {
            this.flag = flag;
        }

        char flag() {
            return flag;
        }

        public boolean isLink() {
            return this == HARD_LINK || this == SYMLINK;
        }

        public boolean isDevice() {
            return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
        }
    }

    /** Ids and, where written, names; readers of layers go by the ids. */
    public record Owner(long uid, long gid, ByteString userName, ByteString groupName) {
        public static final Owner ROOT = new Owner(0, 0);

        public Owner(long uid, long gid) {
            this(uid, gid, ByteString.EMPTY, ByteString.EMPTY);
        }
    }

    /** The numbers of a device; 0, 0 for what is none. */
    public record Device(long major, long minor) {
        public static final Device NONE = new Device(0, 0);
    }

    public TarEntry {
        xattrs = Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
        if (size < 0 || (size > 0 && type != Type.FILE)) {
            throw new IllegalArgumentException("only a file has content: " + name);
        }
    }

    /** A file owned by root. */
    public static TarEntry file(String name, int mode, long size, Instant modified) {
        return plain(ByteString.of(name), Type.FILE, mode, modified).withSize(size);
    }

    /** A folder owned by root; its name is written with a final slash. */
    public static TarEntry directory(String name, int mode, Instant modified) {
        return plain(ByteString.of(name.endsWith("/") ? name : name + "/"), Type.DIRECTORY, mode, modified);
    }

    /** A symbolic link owned by root. */
    public static TarEntry symlink(String name, String target, Instant modified) {
        return plain(ByteString.of(name), Type.SYMLINK, 0777, modified).withLinkName(ByteString.of(target));
    }

    /** A hard link to an earlier entry. */
    public static TarEntry hardLink(String name, String target, Instant modified) {
        return plain(ByteString.of(name), Type.HARD_LINK, 0644, modified).withLinkName(ByteString.of(target));
    }

    /** An entry of any type, owned by root, without content, target or attributes. */
    public static TarEntry plain(ByteString name, Type type, int mode, Instant modified) {
        return new TarEntry(
                name, type, mode, Owner.ROOT, 0, modified, ByteString.EMPTY, Device.NONE, Collections.emptySortedMap());
    }

    public TarEntry withMode(int other) {
        return new TarEntry(name, type, other, owner, size, modified, linkName, device, xattrs);
    }

    public TarEntry withOwner(Owner other) {
        return new TarEntry(name, type, mode, other, size, modified, linkName, device, xattrs);
    }

    public TarEntry withSize(long other) {
        return new TarEntry(name, type, mode, owner, other, modified, linkName, device, xattrs);
    }

    public TarEntry withModified(Instant other) {
        return new TarEntry(name, type, mode, owner, size, other, linkName, device, xattrs);
    }

    public TarEntry withLinkName(ByteString other) {
        return new TarEntry(name, type, mode, owner, size, modified, other, device, xattrs);
    }

    public TarEntry withDevice(Device other) {
        return new TarEntry(name, type, mode, owner, size, modified, linkName, other, xattrs);
    }

    public TarEntry withXattrs(SortedMap<ByteString, ByteString> other) {
        return new TarEntry(name, type, mode, owner, size, modified, linkName, device, other);
    }
}
