// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads lists, which anybody may have written: a list that is given out leads nowhere outside of its mount, each of its
 * entries stands in a folder of the list, and no size in it is absurd.
 */
public final class ListReader {
    /** Longer lists are refused before they are fetched. */
    public static final long MOST_BYTES = 64L << 20;

    private static final BombLimit LIMIT = new BombLimit(256L << 20, Long.MAX_VALUE);
    private static final int MOST_LINE_BYTES = 8 << 20;
    private static final int MOST_PACKS = 20_000;
    // of a line; each takes many times its two bytes of text
    private static final int MOST_VALUES = 400_000;

    private final MountList alike;
    private final Map<Digest, Digest> digests = new HashMap<>();
    // those of the packs, in their order
    private final List<Digest> numbered = new ArrayList<>();
    private final List<Pack> packs = new ArrayList<>();
    private final NavigableMap<TreePath, MountEntry> entries = new TreeMap<>();
    private final ListBudget budget = new ListBudget();
    private int packed;
    private int line;

    private ListReader(MountList alike) {
        this.alike = alike;
    }

    /**
     * Reads one.
     *
     * @param alike a list with much the same entries: what is equal is shared with it, since lists are large
     * @throws MalformedListException if it is no such list
     */
    public static MountList read(InputStream compressed, MountList alike) throws IOException {
        try (InputStream in =
                new BufferedInputStream(Compression.ZSTD.decompressing(compressed, LIMIT), MOST_LINE_BYTES / 64)) {
            return new ListReader(alike).lines(in);
        }
    }

    /**
     * Whoever cannot read a list begins anew, so none is written that nobody can read.
     *
     * @param list what the bytes are of
     * @throws MalformedListException if readers would not take it
     */
    public static void requireReadable(byte[] compressed, MountList list) throws IOException {
        if (compressed.length > MOST_BYTES) {
            throw new MalformedListException("its list has " + compressed.length + " bytes");
        }
        MountList read = read(new ByteArrayInputStream(compressed), list);
        if (!read.entries().keySet().equals(list.entries().keySet())) {
            throw new MalformedListException("its list cannot be read");
        }
    }

    private MountList lines(InputStream in) throws IOException {
        Json header = next(in).orElseThrow(() -> fault("expected a list of a cache mount, found nothing"));
        if (header.number("slipway-mount").orElse(0L) != ListWriter.VERSION) {
            throw fault("expected version " + ListWriter.VERSION + " of a list of a cache mount");
        }
        for (Optional<Json> item = next(in); item.isPresent(); item = next(in)) {
            if (item.get().get("pack").isPresent()) {
                pack(item.get());
            } else {
                entry(new EntryReader(item.get(), this::named)
                        .read()
                        .orElseThrow(() -> fault("this is no entry of a cache mount")));
            }
        }
        return new MountList(entries, packs);
    }

    private Optional<Json> next(InputStream in) throws IOException {
        line++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int values = 0;
        int b = in.read();
        while (b >= 0 && b != '\n') {
            values += b == ',' || b == '[' || b == '{' ? 1 : 0;
            if (bytes.size() == MOST_LINE_BYTES || values > MOST_VALUES) {
                throw fault("it has more than " + MOST_LINE_BYTES + " bytes or " + MOST_VALUES + " values");
            }
            bytes.write(b);
            b = in.read();
        }
        if (b < 0 && bytes.size() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonParser.parse(bytes.toByteArray()));
        } catch (JsonSyntaxException e) {
            throw fault("not JSON: " + e.getMessage());
        }
    }

    private void pack(Json json) throws MalformedListException {
        Digest digest = json.text("pack").flatMap(Digest::parse).orElseThrow(() -> fault("pack: expected a digest"));
        long size = json.number("size").orElse(-1L);
        if (size < 0 || size > 2 * Pack.MOST_BYTES) {
            throw fault("size: expected one of a pack");
        }
        if (!entries.isEmpty()) {
            throw fault("packs stand before entries");
        }
        List<Pack.Chunk> chunks = new ArrayList<>();
        packed += json.items("chunks").size();
        if (packed > ListBudget.MOST_CHUNKS) {
            throw fault("more than " + ListBudget.MOST_CHUNKS + " chunks in packs");
        }
        for (String chunk : json.texts("chunks")) {
            chunks.add(chunk(chunk).orElseThrow(() -> fault("chunks: expected digests with sizes")));
        }
        Pack pack = new Pack(Descriptor.of(Pack.MEDIA_TYPE, digest, size), chunks);
        if (pack.contentBytes() > Pack.MOST_BYTES || packs.size() == MOST_PACKS) {
            throw fault("more in packs than there may be");
        }
        packs.add(pack);
    }

    /** A chunk that an entry names: by its number among those of the packs, or by its digest. */
    private Optional<Digest> named(Json chunk) {
        if (chunk instanceof Json.Num number) {
            long at = number.asLong().orElse(-1L);
            return at >= 0 && at < numbered.size() ? Optional.of(numbered.get((int) at)) : Optional.empty();
        }
        return chunk.asText().flatMap(hex -> Digest.parse("sha256:" + hex));
    }

    private Digest numbered(Digest digest) {
        Digest known = digests.putIfAbsent(digest, digest);
        if (known != null) {
            return known;
        }
        numbered.add(digest);
        return digest;
    }

    private Optional<Pack.Chunk> chunk(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        try {
            int size = Integer.parseInt(text.substring(colon + 1));
            return size < 1 || size > MountEntry.CHUNK_BYTES
                    ? Optional.empty()
                    : Digest.parse("sha256:" + text.substring(0, colon))
                            .map(digest -> new Pack.Chunk(numbered(digest), size));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private void entry(MountEntry entry) throws MalformedListException {
        TreePath path = entry.path();
        Map.Entry<TreePath, MountEntry> last = entries.lastEntry();
        if (last != null && last.getKey().compareTo(path) >= 0) {
            throw fault("entries are not in order: " + path);
        }
        boolean stands = path.isRoot()
                ? entry instanceof MountEntry.Folder
                : entries.get(path.parent()) instanceof MountEntry.Folder;
        if (!stands) {
            throw fault("an entry that stands in no folder of the list: " + path);
        }
        if (!budget.take(entry)) {
            throw fault("more entries, of up to " + MountList.MOST_ENTRIES + ", than a list may have");
        }
        MountEntry known = alike.entries().get(path);
        if (known != null && entry.equals(known)) {
            entries.put(known.path(), known);
        } else {
            entries.put(path, entry);
        }
    }

    private MalformedListException fault(String what) {
        return new MalformedListException("line " + line + ": " + what);
    }
}
