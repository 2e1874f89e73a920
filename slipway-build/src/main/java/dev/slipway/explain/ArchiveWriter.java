// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.oci.tar.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes builds so that other machines can compare theirs with them: a JSON object per line, compressed with zstd. Of more
 * than fits the oldest builds are left out, and then the files that the oldest copied.
 */
final class ArchiveWriter {
    /** Of an archive that is not compressed. */
    static final int MOST_BYTES = 8 << 20;

    static final int MOST_STEPS = 1_000;
    static final String HEADER = "slipway-history";
    static final int VERSION = 1;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Set<Digest> written = new HashSet<>();

    private ArchiveWriter() {}

    /** A build, and what is known of it. */
    record Chapter(CommonName name, PastBuild build, Past past) {}

    /**
     * As many of them as fit.
     *
     * @param names see {@link Volume}
     */
    static Volume write(List<Chapter> all, Set<CommonName> names) {
        List<Chapter> newestFirst = new ArrayList<>(all);
        Function<Chapter, String> name = chapter -> chapter.name().thing().hex();
        newestFirst.sort(
                Comparator.comparing((Chapter chapter) -> chapter.build().at())
                        .reversed()
                        .thenComparing(name));
        ArchiveWriter writer = new ArchiveWriter();
        writer.put(Json.object().put(HEADER, VERSION));
        List<Chapter> put = newestFirst.stream().filter(writer::put).toList();
        put.forEach(writer::putListings);
        return new Volume(put.isEmpty() ? new byte[0] : writer.compressed(), times(put), names);
    }

    private static Map<CommonName, Instant> times(List<Chapter> chapters) {
        Map<CommonName, Instant> times = new HashMap<>();
        chapters.forEach(
                chapter -> times.putIfAbsent(chapter.name(), chapter.build().at()));
        return times;
    }

    private boolean put(Chapter chapter) {
        if (chapter.build().steps().size() > MOST_STEPS) {
            return false;
        }
        List<PastStep> steps =
                chapter.build().steps().stream().map(PastStep::bare).toList();
        PastBuild build = new PastBuild("", chapter.build().at(), Optional.empty(), false, steps);
        boolean fits = put(Json.object()
                .put("thing", chapter.name().thing().toString())
                .put("image", chapter.name().image().toString())
                .put("build", build.json(steps, _ -> Map.of())));
        if (fits) {
            steps.forEach(step -> putInputs(step, chapter.past()));
        }
        return fits;
    }

    private void putInputs(PastStep step, Past past) {
        Optional<Digest> key = step.key().filter(digest -> !written.contains(digest));
        Map<String, String> inputs = key.isPresent() ? past.inputs(step) : Map.of();
        if (!inputs.isEmpty()
                && put(Json.object().put("key", key.orElseThrow().toString()).putTexts("inputs", inputs))) {
            written.add(key.orElseThrow());
        }
    }

    private void putListings(Chapter chapter) {
        for (PastStep step : chapter.build().steps()) {
            for (Digest content : Comparison.contents(chapter.past().inputs(step))) {
                if (!written.contains(content)) {
                    chapter.past().listing(content).ifPresent(files -> putListing(content, files));
                }
            }
        }
    }

    private void putListing(Digest content, String files) {
        if (put(Json.object().put("content", content.toString()).put("files", files))) {
            written.add(content);
        }
    }

    private boolean put(Json.Builder line) {
        byte[] bytes = (JsonWriter.compact(line.build()) + "\n").getBytes(StandardCharsets.UTF_8);
        boolean fits = lines.size() + bytes.length <= MOST_BYTES;
        if (fits) {
            lines.writeBytes(bytes);
        }
        return fits;
    }

    private byte[] compressed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compression.ZSTD.compressing(bytes, Compression.DEFAULT_LEVEL)) {
            lines.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
