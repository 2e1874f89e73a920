// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.oci.tar.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where an entry of a layer tar goes: names below the layer's root, none of which leads out of it. The root itself has
 * no names.
 */
record EntryPath(List<ByteString> names) {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_NAME = 255;
    private static final int MAX_PATH = 4000;

    EntryPath {
        names = List.copyOf(names);
    }

    /** Why a path was refused. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    static EntryPath of(ByteString path) throws Refused {
        if (path.length() > 0 && path.at(0) == '/') {
            throw new Refused("its name is absolute");
        }
        if (path.length() > MAX_PATH) {
            throw new Refused("its name has " + path.length() + " bytes, more than " + MAX_PATH);
        }
        if (path.indexOf(0) >= 0) {
            throw new Refused("its name has a NUL");
        }
        List<ByteString> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.at(i) == '/') {
                addName(path.slice(start, i), names);
                start = i + 1;
            }
        }
        if (names.size() > MAX_DEPTH) {
            throw new Refused("it is " + names.size() + " folders deep, more than " + MAX_DEPTH);
        }
        return new EntryPath(names);
    }

    private static void addName(ByteString name, List<ByteString> names) throws Refused {
        if (isDots(name, 2)) {
            throw new Refused("its name has '..'");
        }
        if (name.length() > MAX_NAME) {
            throw new Refused("a part of its name has " + name.length() + " bytes, more than " + MAX_NAME);
        }
        if (!name.isEmpty() && !isDots(name, 1)) {
            names.add(name);
        }
    }

    private static boolean isDots(ByteString name, int count) {
        return name.length() == count && name.at(0) == '.' && name.at(count - 1) == '.';
    }

    boolean isRoot() {
        return names.isEmpty();
    }

    ByteString last() {
        return names.getLast();
    }

    /** The folder that it stands in. */
    EntryPath parent() {
        return new EntryPath(names.subList(0, names.size() - 1));
    }

    /** The name of what this entry deletes, if it is a whiteout of a layer tar: {@code .wh.<name>}. */
    Optional<ByteString> whitedOut() {
        return !isRoot() && last().startsWith(Marks.WHITEOUT)
                ? Optional.of(last().slice(Marks.WHITEOUT.length(), last().length()))
                : Optional.empty();
    }

    /** What layer tars say in the names of entries (OCI image layer specification, whiteouts). */
    static final class Marks {
        static final ByteString WHITEOUT = ByteString.of(".wh.");
        static final ByteString OPAQUE = ByteString.of(".wh..opq");

        private Marks() {}
    }

    byte[] bytes() {
        int length = names.stream().mapToInt(name -> name.length() + 1).sum();
        byte[] joined = new byte[Math.max(0, length - 1)];
        int at = 0;
        for (ByteString name : names) {
            if (at > 0) {
                joined[at++] = '/';
            }
            byte[] bytes = name.toBytes();
            System.arraycopy(bytes, 0, joined, at, bytes.length);
            at += bytes.length;
        }
        return Arrays.copyOf(joined, at);
    }
}
