// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.trust.Scopes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was taken away, a line each, in two files of bounded size: the older one goes when the newer one is full. */
final class EvictionLog {
    private static final long MOST_BYTES = 8 << 20;
    private static final int FIELDS = 6;

    private final Path file;
    private final Path older;
    private @Nullable Map<String, Eviction> ofRecords;

    EvictionLog(StoreLayout layout) {
        this.file = layout.collection().resolve("log");
        this.older = layout.collection().resolve("log.1");
    }

    /** For those who know records by their keys, in these scopes. */
    Evictions in(Scopes scopes) {
        return key -> scopes.first(scope -> of(ScopedPlace.of(scope, key)));
    }

    /** Adds lines. The caller is the only one who does. */
    void add(List<EvictedItem> items) throws IOException {
        StringBuilder text = new StringBuilder();
        for (EvictedItem item : items) {
            text.append(item.at()).append('\t').append(item.kind()).append('\t').append(item.id());
            text.append('\t').append(item.size()).append('\t').append(clean(item.rule()));
            text.append('\t').append(clean(item.what())).append('\n');
        }
        Files.createDirectories(file.getParent());
        if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
            Files.move(file, older, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String clean(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }

    /** All that is known, oldest first. A line that is torn is left out. */
    List<EvictedItem> all() throws IOException {
        List<EvictedItem> found = new ArrayList<>();
        for (Path one : List.of(older, file)) {
            // not Files.lines, which refuses a character that is torn
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(one), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    parse(line).ifPresent(found::add);
                }
            } catch (NoSuchFileException _) {
                // nothing was taken away yet
            }
        }
        return found;
    }

    private static Optional<EvictedItem> parse(String line) {
        String[] fields = line.split("\t", -1);
        try {
            return fields.length != FIELDS
                    ? Optional.empty()
                    : Optional.of(new EvictedItem(
                            Instant.parse(fields[0]),
                            fields[1],
                            fields[2],
                            Long.parseLong(fields[3]),
                            fields[4],
                            fields[5]));
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private synchronized Optional<Eviction> of(Digest place) {
        Map<String, Eviction> known = ofRecords;
        if (known == null) {
            known = new HashMap<>();
            try {
                for (EvictedItem item : all()) {
                    known.put(item.id(), new Eviction(item.at(), item.rule()));
                }
            } catch (IOException _) {
                // then nobody knows why it runs again
            }
            ofRecords = known;
        }
        return Optional.ofNullable(known.get(place.hex()));
    }
}
