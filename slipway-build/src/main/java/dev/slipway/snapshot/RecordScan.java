// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.task.Scope;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Reads all action records: of each only what one who keeps house needs. */
final class RecordScan {
    private static final int WORKERS = 2;

    private final StoreLayout layout;

    RecordScan(StoreLayout layout) {
        this.layout = layout;
    }

    /** Those that were written or used since then, in milliseconds since 1970; what is torn is left out. */
    List<StoredRecord> since(long moment) throws InterruptedException {
        List<Path> folders = entries(layout.actions());
        List<Callable<List<StoredRecord>>> work = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int first = i;
            work.add(() -> {
                Worker worker = new Worker(moment);
                for (int at = first; at < folders.size(); at += WORKERS) {
                    worker.read(folders.get(at));
                }
                return worker.records;
            });
        }
        List<StoredRecord> all = new ArrayList<>();
        Scope.all(work).forEach(all::addAll);
        return all;
    }

    private List<Path> entries(Path folder) {
        try {
            return StoreStock.entries(folder);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "listing records", e);
        }
    }

    /** What many records have in common is kept once. */
    private final class Worker {
        private final List<StoredRecord> records = new ArrayList<>();
        private final RecordBytes bytes = new RecordBytes();
        private final long moment;
        private final Map<String, LayerId> layers = new HashMap<>();
        private final Map<List<LayerId>, List<LayerId>> chains = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();

        Worker(long moment) {
            this.moment = moment;
        }

        void read(Path folder) {
            for (Path entry : entries(folder)) {
                File file = entry.toFile();
                long used = file.lastModified();
                if (used >= moment && bytes.read(file)) {
                    records.add(parse(file.getName(), used));
                }
            }
        }

        private StoredRecord parse(String place, long used) {
            String key = place;
            String scope = "";
            String description = "";
            List<LayerId> chain = new ArrayList<>();
            List<String> targets = new ArrayList<>(1);
            while (bytes.next()) {
                if (bytes.is("layer")) {
                    layer(bytes.value()).ifPresent(chain::add);
                } else if (bytes.is("target")) {
                    targets.add(shared(bytes.value()));
                } else if (bytes.is("description")) {
                    description = shared(bytes.value());
                } else if (bytes.is("action")) {
                    key = bytes.value();
                } else if (bytes.is("scope")) {
                    scope = shared(bytes.value());
                }
            }
            return new StoredRecord(place, key, scope, description, List.copyOf(targets), shared(chain), used);
        }

        private Optional<LayerId> layer(String text) {
            LayerId known = layers.get(text);
            if (known != null) {
                return Optional.of(known);
            }
            Optional<LayerId> parsed = LayerId.parse(text);
            parsed.ifPresent(layer -> layers.put(layer.text(), layer));
            return parsed;
        }

        private String shared(String text) {
            String known = texts.putIfAbsent(text, text);
            return known == null ? text : known;
        }

        private List<LayerId> shared(List<LayerId> chain) {
            List<LayerId> known = chains.get(chain);
            if (known != null) {
                return known;
            }
            List<LayerId> kept = List.copyOf(chain);
            chains.put(kept, kept);
            return kept;
        }
    }
}
