// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.oci.tar.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes lists: a JSON object per line, first the packs, then the entries in order; compressed with zstd. A chunk that a pack
 * has is named by its number, counted through all packs: digests are most of a list.
 */
public final class ListWriter {
    static final int VERSION = 1;

    private ListWriter() {}

    /** The same bytes for the same list. */
    public static byte[] toBytes(MountList list) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compression.ZSTD.compressing(bytes, Compression.DEFAULT_LEVEL)) {
            line(out, Json.object().put("slipway-mount", VERSION));
            for (Pack pack : list.packs()) {
                line(out, pack(pack));
            }
            Map<Digest, Integer> numbers = numbers(list.packs());
            for (MountEntry entry : list.entries().values()) {
                line(out, entry(entry, numbers));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void line(OutputStream out, Json.Builder line) throws IOException {
        out.write(JsonWriter.compactBytes(line.build()));
        out.write('\n');
    }

    private static Json.Builder pack(Pack pack) {
        List<String> chunks = pack.chunks().stream()
                .map(chunk -> chunk.digest().hex() + ":" + chunk.sizeBytes())
                .toList();
        return Json.object()
                .put("pack", pack.blob().digest().toString())
                .put("size", pack.blob().size())
                .put("chunks", Json.ofTexts(chunks));
    }

    private static Map<Digest, Integer> numbers(List<Pack> packs) {
        Map<Digest, Integer> numbers = new HashMap<>();
        for (Pack pack : packs) {
            for (Pack.Chunk chunk : pack.chunks()) {
                numbers.putIfAbsent(chunk.digest(), numbers.size());
            }
        }
        return numbers;
    }

    private static Json.Builder entry(MountEntry entry, Map<Digest, Integer> numbers) {
        return switch (entry) {
            case MountEntry.Folder(var path, var meta) -> meta(Json.object().put("folder", path.text()), meta);
            case MountEntry.Regular file ->
                meta(Json.object().put("file", file.path().text()), file.meta())
                        .put("size", file.sizeBytes())
                        .put("chunks", Json.ofItems(chunks(file, numbers)));
            case MountEntry.Link(var path, var meta, var target) ->
                meta(Json.object().put("link", path.text()), meta).put("target", target);
        };
    }

    private static List<Json> chunks(MountEntry.Regular file, Map<Digest, Integer> numbers) {
        List<Json> chunks = new ArrayList<>();
        for (Digest chunk : file.chunks()) {
            Integer number = numbers.get(chunk);
            chunks.add(number == null ? Json.of(chunk.hex()) : Json.of(number));
        }
        return chunks;
    }

    private static Json.Builder meta(Json.Builder out, MountEntry.Meta meta) {
        return out.put("mode", meta.mode())
                .put("uid", Integer.toUnsignedLong(meta.uid()))
                .put("gid", Integer.toUnsignedLong(meta.gid()))
                .put("mtime", meta.mtime())
                .putTexts("xattrs", meta.attributes());
    }
}
