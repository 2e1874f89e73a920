// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.task.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;

/** Reads all action records, a hundred thousand in less than a second: of each only what one who keeps house needs. */
final class RecordScan {
    private static final int WORKERS = 2;
    private static final int SUM_LENGTH = "sum 01234567\n".length();

    private final StoreLayout layout;

    RecordScan(StoreLayout layout) {
        this.layout = layout;
    }

    /** Those that were written or used since then, in milliseconds since 1970; what is torn is left out. */
    List<StoredRecord> since(long moment) throws InterruptedException {
        List<Path> folders = entries(layout.actions());
        List<Callable<List<StoredRecord>>> work = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int begin = folders.size() * i / WORKERS;
            int end = folders.size() * (i + 1) / WORKERS;
            work.add(() -> new Worker(moment).read(folders.subList(begin, end)));
        }
        List<StoredRecord> all = new ArrayList<>();
        Scope.all(work).forEach(all::addAll);
        return all;
    }

    private List<Path> entries(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "listing the records", e);
        }
        return found;
    }

    /** Layers and other texts that many records have in common are kept once. */
    private final class Worker {
        private final long moment;
        private final Map<String, LayerId> layers = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();
        private final CRC32 sum = new CRC32();

        Worker(long moment) {
            this.moment = moment;
        }

        List<StoredRecord> read(List<Path> folders) {
            List<StoredRecord> records = new ArrayList<>();
            for (Path folder : folders) {
                for (Path file : entries(folder)) {
                    read(file).ifPresent(records::add);
                }
            }
            return records;
        }

        private Optional<StoredRecord> read(Path file) {
            try {
                long used = Files.getLastModifiedTime(file).toMillis();
                return used < moment ? Optional.empty() : parse(file, Files.readAllBytes(file), used);
            } catch (IOException _) {
                return Optional.empty();
            }
        }

        private Optional<StoredRecord> parse(Path file, byte[] bytes, long used) {
            if (!isWhole(bytes)) {
                return Optional.empty();
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            Map<String, String> values = new HashMap<>(8);
            List<LayerId> chain = new ArrayList<>();
            List<String> targets = new ArrayList<>();
            for (int at = 0; at < text.length(); at = text.indexOf('\n', at) + 1) {
                int end = text.indexOf('\n', at);
                int space = text.indexOf(' ', at);
                // input lines are most of a record, and nobody here asks for them
                switch (text.charAt(at) == 'i' ? "input" : text.substring(at, space)) {
                    case "layer" -> layer(text.substring(space + 1, end)).ifPresent(chain::add);
                    case "target" -> targets.add(shared(text.substring(space + 1, end)));
                    case "key", "action", "scope", "description" ->
                        values.put(text.substring(at, space), text.substring(space + 1, end));
                    default -> {
                        // of no use here
                    }
                }
            }
            String place = String.valueOf(file.getFileName());
            return Optional.of(new StoredRecord(
                    place,
                    values.getOrDefault("action", place),
                    shared(values.getOrDefault("scope", "")),
                    shared(values.getOrDefault("description", "")),
                    targets,
                    List.copyOf(chain),
                    used));
        }

        private boolean isWhole(byte[] bytes) {
            int body = bytes.length - SUM_LENGTH;
            if (body < 0 || bytes[body] != 's' || bytes[bytes.length - 1] != '\n') {
                return false;
            }
            sum.reset();
            sum.update(bytes, 0, body);
            String told = new String(bytes, body + 4, SUM_LENGTH - 5, StandardCharsets.US_ASCII);
            try {
                return Integer.parseUnsignedInt(told, 16) == (int) sum.getValue();
            } catch (NumberFormatException _) {
                return false;
            }
        }

        private Optional<LayerId> layer(String text) {
            LayerId known = layers.get(text);
            if (known != null) {
                return Optional.of(known);
            }
            Optional<LayerId> parsed = LayerId.parse(text);
            parsed.ifPresent(layer -> layers.put(text, layer));
            return parsed;
        }

        private String shared(String text) {
            return texts.computeIfAbsent(text, same -> same);
        }
    }
}
