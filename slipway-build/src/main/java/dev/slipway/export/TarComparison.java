// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.oci.tar.ByteString;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares two tars of layers, entry by entry: both have their entries in the order of a walk. */
final class TarComparison {
    private static final int CHUNK = 64 << 10;

    private final TarReader first;
    private final TarReader second;
    private final LayerDifference.Collector found = new LayerDifference.Collector();
    private final byte[] mine = new byte[CHUNK];
    private final byte[] theirs = new byte[CHUNK];

    private TarComparison(TarReader first, TarReader second) {
        this.first = first;
        this.second = second;
    }

    /** What differs; closes both. */
    static LayerDifference compare(int layer, InputStream first, InputStream second) throws IOException {
        try (TarReader one = new TarReader(first);
                TarReader other = new TarReader(second)) {
            TarComparison comparison = new TarComparison(one, other);
            comparison.run();
            return comparison.found.of(layer);
        }
    }

    private void run() throws IOException {
        Optional<TarEntry> one = first.next();
        Optional<TarEntry> other = second.next();
        while (one.isPresent() || other.isPresent()) {
            int order = one.isEmpty()
                    ? 1
                    : other.isEmpty() ? -1 : order(one.get().name(), other.get().name());
            if (order == 0) {
                entry(one.get(), other.get());
            } else {
                TarEntry alone = (order < 0 ? one : other).orElseThrow();
                String which = order < 0 ? "only in the first build" : "only in the second build";
                found.add(path(alone), List.of(new LayerDifference.Change(LayerDifference.Aspect.PRESENCE, which)));
            }
            one = order <= 0 ? first.next() : one;
            other = order >= 0 ? second.next() : other;
        }
    }

    // a folder comes before what is in it, and that before its neighbours
    private static int order(ByteString one, ByteString other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            int order = Integer.compare(rank(one.at(i)), rank(other.at(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(withoutSlash(one), withoutSlash(other));
    }

    private static int rank(byte one) {
        return one == '/' ? 0 : one & 0xff;
    }

    private static int withoutSlash(ByteString name) {
        return name.endsWith('/') ? name.length() - 1 : name.length();
    }

    private static String path(TarEntry entry) {
        return "/" + entry.name().slice(0, withoutSlash(entry.name())).decoded();
    }

    private void entry(TarEntry one, TarEntry other) throws IOException {
        List<LayerDifference.Change> changes = new ArrayList<>();
        if (one.type() != other.type()) {
            add(changes, LayerDifference.Aspect.TYPE, "type", one.type(), other.type());
        } else {
            content(one, other).ifPresent(changes::add);
        }
        add(
                changes,
                LayerDifference.Aspect.LINK,
                "link",
                one.linkName().decoded(),
                other.linkName().decoded());
        add(changes, LayerDifference.Aspect.LINK, "device", one.device(), other.device());
        add(changes, LayerDifference.Aspect.MODE, "mode", octal(one), octal(other));
        add(changes, LayerDifference.Aspect.OWNER, "owner", owner(one), owner(other));
        add(changes, LayerDifference.Aspect.TIME, "time", one.modified(), other.modified());
        add(changes, LayerDifference.Aspect.ATTRIBUTES, "attributes", one.xattrs(), other.xattrs());
        found.add(path(one), changes);
    }

    private static String octal(TarEntry entry) {
        return "0" + Integer.toOctalString(entry.mode());
    }

    private static String owner(TarEntry entry) {
        return entry.owner().uid() + ":" + entry.owner().gid();
    }

    private static void add(
            List<LayerDifference.Change> changes,
            LayerDifference.Aspect aspect,
            String what,
            Object one,
            Object other) {
        if (!one.equals(other)) {
            changes.add(new LayerDifference.Change(aspect, what + " " + one + ", then " + other));
        }
    }

    private Optional<LayerDifference.Change> content(TarEntry one, TarEntry other) throws IOException {
        long offset = 0;
        while (true) {
            int count = first.content().readNBytes(mine, 0, CHUNK);
            int there = second.content().readNBytes(theirs, 0, CHUNK);
            int at = Arrays.mismatch(mine, 0, count, theirs, 0, there);
            if (at >= 0) {
                String sizes = one.size() == other.size()
                        ? one.size() + " bytes"
                        : one.size() + " bytes, then " + other.size();
                return Optional.of(new LayerDifference.Change(
                        LayerDifference.Aspect.CONTENT,
                        "content differs from byte " + (offset + at) + " on (" + sizes + ")"));
            }
            if (count < CHUNK) {
                return Optional.empty();
            }
            offset += count;
        }
    }
}
