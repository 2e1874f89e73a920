// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads entries of a list; gives none where something is missing or out of bounds. */
final class EntryReader {
    private static final int MOST_TARGET_BYTES = 4095;

    private final Json json;
    private final Function<Json, Optional<Digest>> chunks;

    /** @param chunks knows what names a chunk */
    EntryReader(Json json, Function<Json, Optional<Digest>> chunks) {
        this.json = json;
        this.chunks = chunks;
    }

    Optional<MountEntry> read() {
        Optional<MountEntry.Meta> meta = meta();
        if (meta.isEmpty()) {
            return Optional.empty();
        }
        if (json.text("folder").isPresent()) {
            return path("folder").map(path -> new MountEntry.Folder(path, meta.get()));
        }
        return json.text("file").isPresent() ? file(meta.get()) : link(meta.get());
    }

    private Optional<TreePath> path(String member) {
        return json.text(member).filter(TreePath::isSound).map(TreePath::new);
    }

    private Optional<MountEntry> file(MountEntry.Meta meta) {
        long size = json.number("size").orElse(-1L);
        List<Digest> found = new ArrayList<>();
        for (Json chunk : json.items("chunks")) {
            chunks.apply(chunk).ifPresent(found::add);
        }
        long most = (long) found.size() * MountEntry.CHUNK_BYTES;
        if (size < 0 || size > most || size <= most - MountEntry.CHUNK_BYTES) {
            return Optional.empty();
        }
        return path("file").map(path -> new MountEntry.Regular(path, meta, size, found));
    }

    private Optional<MountEntry> link(MountEntry.Meta meta) {
        Optional<String> target = json.text("target")
                .filter(text -> !text.isEmpty() && text.length() <= MOST_TARGET_BYTES && isBytes(text));
        return target.isEmpty()
                ? Optional.empty()
                : path("link").map(path -> new MountEntry.Link(path, meta, target.get()));
    }

    private Optional<MountEntry.Meta> meta() {
        OptionalInt mode = bits("mode", 07777);
        OptionalInt uid = bits("uid", 0xffff_ffffL);
        OptionalInt gid = bits("gid", 0xffff_ffffL);
        Optional<Long> mtime = json.number("mtime");
        Map<String, String> attributes = new TreeMap<>();
        for (Map.Entry<String, Json> attribute : json.members("xattrs").entrySet()) {
            Optional<String> value = attribute.getValue().asText();
            if (!isUsers(attribute.getKey()) || value.isEmpty() || !isBytes(attribute.getKey() + value.get())) {
                return Optional.empty();
            }
            attributes.put(attribute.getKey(), value.get());
        }
        if (mode.isEmpty() || uid.isEmpty() || gid.isEmpty() || mtime.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                        new MountEntry.Meta(mode.getAsInt(), uid.getAsInt(), gid.getAsInt(), mtime.get(), attributes))
                .filter(ListBudget::allows);
    }

    /** Whether anybody may set the attribute: others mean something to the kernel, here and now. */
    static boolean isUsers(String attribute) {
        return attribute.startsWith("user.") && !attribute.startsWith("user.overlay.");
    }

    private static boolean isBytes(String text) {
        return text.chars().allMatch(c -> c <= 0xff);
    }

    private OptionalInt bits(String member, long most) {
        long value = json.number(member).orElse(-1L);
        return value < 0 || value > most ? OptionalInt.empty() : OptionalInt.of((int) value);
    }
}
