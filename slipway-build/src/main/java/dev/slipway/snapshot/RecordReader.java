// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads records one after the other; what many have in common is kept once. For one thread. */
final class RecordReader {
    private final RecordBytes bytes = new RecordBytes();
    private final Map<String, LayerId> layers = new HashMap<>();
    private final Map<List<LayerId>, List<LayerId>> chains = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /** What the file says; empty if it is not there or torn. */
    Optional<StoredRecord> read(File file, long used) {
        return bytes.read(file) ? Optional.of(parse(file.getName(), used)) : Optional.empty();
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
