// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import java.util.List;
import java.util.Optional;

/** Remembered computations. */
final class FactTable {
    static final String KIND = "fact";

    private final RecordTable records;

    FactTable(RecordTable records) {
        this.records = records;
    }

    Optional<String> find(String kind, Digest key) {
        return records.find(table(kind), KIND, key).flatMap(record -> record.value("value"));
    }

    boolean exists(String kind, Digest key) {
        return records.exists(table(kind), key);
    }

    void put(String kind, Digest key, String value) {
        records.put(table(kind), KIND, key, List.of(new RecordFile.Field("value", value)));
    }

    private static String table(String kind) {
        for (int i = 0; i < kind.length(); i++) {
            char c = kind.charAt(i);
            if (c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                throw new IllegalArgumentException("a kind of fact is lower-case letters, digits, hyphens: " + kind);
            }
        }
        return "facts/" + kind;
    }
}
