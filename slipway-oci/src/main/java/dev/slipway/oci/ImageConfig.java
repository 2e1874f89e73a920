// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of an image: OCI's with docker's additions.
 *
 * @param created RFC 3339, as it stood; see {@link #timestamp}
 * @param diffIds the digests of the uncompressed layers, lowest first
 * @param others members that we don't know (docker's {@code container_config}, {@code moby.buildkit.cache.v0}), kept
 */
public record ImageConfig(
        Optional<String> created,
        Optional<String> author,
        Platform platform,
        ContainerConfig config,
        List<Digest> diffIds,
        List<HistoryEntry> history,
        Map<String, Json> others) {
    /** Larger configurations are refused; BuildKit's inline caches stay far below. */
    public static final int MAX_BYTES = 16 << 20;

    private static final Set<String> KNOWN = Set.of(
            "created",
            "author",
            "architecture",
            "os",
            "os.version",
            "os.features",
            "variant",
            "config",
            "rootfs",
            "history");

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
        others = Ordered.copy(others);
    }

    /** The configuration of an image without layers, as {@code FROM scratch} begins. */
    public static ImageConfig empty(Platform platform) {
        return new ImageConfig(
                Optional.empty(), Optional.empty(), platform, ContainerConfig.EMPTY, List.of(), List.of(), Map.of());
    }

    public ImageConfig withCreated(Instant time) {
        return new ImageConfig(Optional.of(timestamp(time)), author, platform, config, diffIds, history, others);
    }

    public ImageConfig withAuthor(String name) {
        return new ImageConfig(created, Optional.of(name), platform, config, diffIds, history, others);
    }

    public ImageConfig withPlatform(Platform of) {
        return new ImageConfig(created, author, of, config, diffIds, history, others);
    }

    public ImageConfig withConfig(ContainerConfig of) {
        return new ImageConfig(created, author, platform, of, diffIds, history, others);
    }

    public ImageConfig withLayers(List<Digest> ids, List<HistoryEntry> steps) {
        return new ImageConfig(created, author, platform, config, ids, steps, others);
    }

    /** The time as Go writes it: RFC 3339 in UTC, as many digits of the second's fraction as it has. */
    public static String timestamp(Instant time) {
        String seconds = Instant.ofEpochSecond(time.getEpochSecond()).toString();
        if (time.getNano() == 0) {
            return seconds;
        }
        String nanos = Integer.toString(1_000_000_000 + time.getNano()).substring(1);
        int end = nanos.length();
        while (nanos.charAt(end - 1) == '0') {
            end--;
        }
        return seconds.substring(0, seconds.length() - 1) + "." + nanos.substring(0, end) + "Z";
    }

    /**
     * @param where for messages: the reference or file that the bytes are from
     * @throws MalformedImageException if they are no image configuration
     */
    public static ImageConfig read(byte[] bytes, String where) throws MalformedImageException {
        Members members = Members.parse(bytes, where);
        Optional<Members> config = members.object("config");
        return new ImageConfig(
                members.text("created"),
                members.text("author").filter(name -> !name.isEmpty()),
                Platform.read(members),
                config.isPresent() ? ContainerConfig.read(config.get()) : ContainerConfig.EMPTY,
                readDiffIds(members),
                readHistory(members),
                members.except(KNOWN));
    }

    private static List<Digest> readDiffIds(Members members) throws MalformedImageException {
        Optional<Members> rootfs = members.object("rootfs");
        List<Digest> ids = new ArrayList<>();
        if (rootfs.isPresent()) {
            String type = rootfs.get().textOrEmpty("type");
            if (!type.isEmpty() && !type.equals("layers")) {
                throw new MalformedImageException(
                        rootfs.get().at("type") + ": expected \"layers\", found " + Members.shown(type));
            }
            for (String text : rootfs.get().texts("diff_ids")) {
                ids.add(Members.digestOf(text, rootfs.get().at("diff_ids[" + ids.size() + "]")));
            }
        }
        return ids;
    }

    private static List<HistoryEntry> readHistory(Members members) throws MalformedImageException {
        List<HistoryEntry> entries = new ArrayList<>();
        for (Json item : members.items("history")) {
            String where = members.at("history[" + entries.size() + "]");
            entries.add(HistoryEntry.read(Members.of(item, where)));
        }
        return entries;
    }

    /** Top-level members sorted, as BuildKit's exporter writes them from a Go map; the rest in Go's member order. */
    public Json toJson() {
        Map<String, Json> all = new LinkedHashMap<>(others);
        created.ifPresent(time -> all.put("created", Json.of(time)));
        author.ifPresent(name -> all.put("author", Json.of(name)));
        all.putAll(platform.toJson() instanceof Json.Obj(var members) ? members : Map.of());
        all.put("config", config.toJson());
        all.put(
                "rootfs",
                Json.object()
                        .put("type", "layers")
                        .put(
                                "diff_ids",
                                Json.ofTexts(
                                        diffIds.stream().map(Digest::toString).toList()))
                        .build());
        if (!history.isEmpty()) {
            all.put(
                    "history",
                    Json.ofItems(history.stream().map(HistoryEntry::toJson).toList()));
        }
        return new Json.Obj(Ordered.sorted(all));
    }

    /** The compact bytes, whose digest is the image's ID. */
    public byte[] toBytes() {
        return JsonWriter.compactBytes(toJson());
    }
}
