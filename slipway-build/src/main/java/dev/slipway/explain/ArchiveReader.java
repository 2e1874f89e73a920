// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads archives, which anybody may have written: what is too long, or is not as it should be, is left out, or makes the
 * archive one that is not used. Nothing in it is fit to be printed as it stands.
 */
public final class ArchiveReader {
    /** Larger ones are not worth fetching. */
    public static final long MOST_BYTES = ArchiveWriter.MOST_BYTES;

    // a build is compared with each of its steps
    private static final int MOST_STEPS = ArchiveWriter.MOST_STEPS;
    private static final int MOST_INPUTS = 2_000;
    private static final int MOST_NAME = 1_000;
    private static final int MOST_VALUE = 2_000;

    private final Map<CommonName, PastBuild> builds = new HashMap<>();
    private final Map<Digest, Map<String, String>> inputs = new HashMap<>();
    private final Map<Digest, String> listings = new HashMap<>();

    private ArchiveReader() {}

    /** Reads one; fails when it is something else. */
    public static Archive read(byte[] compressed) throws IOException {
        BombLimit limit = new BombLimit(ArchiveWriter.MOST_BYTES, Long.MAX_VALUE);
        byte[] bytes;
        try (InputStream in = Compression.ZSTD.decompressing(new ByteArrayInputStream(compressed), limit)) {
            bytes = in.readAllBytes();
        }
        ArchiveReader reader = new ArchiveReader();
        try {
            reader.lines(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonSyntaxException e) {
            throw new IOException("not JSON: " + e.getMessage(), e);
        }
        return new Archive(reader.builds, reader.inputs, reader.listings);
    }

    private void lines(String text) throws IOException, JsonSyntaxException {
        int from = text.indexOf('\n') + 1;
        boolean isArchive = from > 0
                && JsonParser.parse(text.substring(0, from))
                        .number(ArchiveWriter.HEADER)
                        .equals(Optional.of((long) ArchiveWriter.VERSION));
        if (!isArchive) {
            throw new IOException("this is no history of builds, or one of another version");
        }
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            line(JsonParser.parse(text.substring(from, end)));
            from = end + 1;
        }
    }

    private void line(Json line) {
        Optional<Digest> thing = line.text("thing").flatMap(Digest::parse);
        Optional<Digest> image = line.text("image").flatMap(Digest::parse);
        if (thing.isPresent() && image.isPresent()) {
            line.get("build")
                    .filter(build -> build.items("steps").size() <= MOST_STEPS)
                    .flatMap(PastBuild::read)
                    .filter(ArchiveReader::isSensible)
                    .ifPresent(build -> builds.put(new CommonName(thing.get(), image.get()), build));
        }
        Optional<Digest> key = line.text("key").flatMap(Digest::parse);
        key.ifPresent(digest -> inputs.put(digest, inputs(line.members("inputs"))));
        Optional<Digest> content = line.text("content").flatMap(Digest::parse);
        Optional<String> files = line.text("files");
        if (content.isPresent() && files.isPresent()) {
            listings.put(content.get(), files.get());
        }
    }

    private static boolean isSensible(PastBuild build) {
        return build.steps().stream()
                .allMatch(step -> step.name().length() <= MOST_NAME
                        && step.place().group().length() <= MOST_NAME
                        && step.place().text().length() <= MOST_NAME);
    }

    private static Map<String, String> inputs(Map<String, Json> members) {
        Map<String, String> found = new TreeMap<>();
        members.forEach((name, value) -> {
            Optional<String> text = value.asText();
            boolean fits = name.length() <= MOST_NAME && found.size() < MOST_INPUTS;
            if (fits && text.isPresent() && text.get().length() <= MOST_VALUE) {
                found.put(name, text.get());
            }
        });
        return found;
    }
}
