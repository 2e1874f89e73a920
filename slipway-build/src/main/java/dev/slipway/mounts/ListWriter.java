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
import java.util.List;

/** Writes lists: a JSON object per line, first the packs, then the entries in order; compressed with zstd. */
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
            for (MountEntry entry : list.entries().values()) {
                line(out, entry(entry));
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

    private static Json.Builder entry(MountEntry entry) {
        return switch (entry) {
            case MountEntry.Folder(var path, var meta) -> meta(Json.object().put("folder", path.text()), meta);
            case MountEntry.Regular file ->
                meta(Json.object().put("file", file.path().text()), file.meta())
                        .put("size", file.sizeBytes())
                        .put(
                                "chunks",
                                Json.ofTexts(
                                        file.chunks().stream().map(Digest::hex).toList()));
            case MountEntry.Link(var path, var meta, var target) ->
                meta(Json.object().put("link", path.text()), meta).put("target", target);
        };
    }

    private static Json.Builder meta(Json.Builder out, MountEntry.Meta meta) {
        return out.put("mode", meta.mode())
                .put("uid", Integer.toUnsignedLong(meta.uid()))
                .put("gid", Integer.toUnsignedLong(meta.gid()))
                .put("mtime", meta.mtime())
                .putTexts("xattrs", meta.attributes());
    }
}
