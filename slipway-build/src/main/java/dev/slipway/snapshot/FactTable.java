// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembered computations. */
final class FactTable {
    static final String KIND = "fact";

    /** The kind whose facts lead from one step's result to another's key, and so belong to a scope as records do. */
    private static final String BY_SCOPE = "content";

    private static final String OF = "of";
    private static final String SCOPE = "scope";

    private final RecordTable records;
    private final Scopes scopes;

    FactTable(RecordTable records, Scopes scopes) {
        this.records = records;
        this.scopes = scopes;
    }

    Optional<String> find(String kind, Digest key) {
        if (!kind.equals(BY_SCOPE)) {
            return at(kind, key);
        }
        return scopes.first(scope -> at(kind, ScopedPlace.of(scope, key)));
    }

    private Optional<String> at(String kind, Digest place) {
        return records.find(table(kind), KIND, place).flatMap(record -> record.value("value"));
    }

    boolean exists(String kind, Digest key) {
        return records.exists(table(kind), key);
    }

    void put(String kind, Digest key, String value) {
        Digest place = kind.equals(BY_SCOPE) ? ScopedPlace.of(scopes.own(), key) : key;
        List<RecordFile.Field> fields = new ArrayList<>();
        fields.add(new RecordFile.Field("value", value));
        if (!place.equals(key)) {
            // the place tells neither; who exports the fact must say both
            fields.add(new RecordFile.Field(OF, key.hex()));
            fields.add(new RecordFile.Field(SCOPE, scopes.own().name()));
        }
        records.put(table(kind), KIND, place, fields);
    }

    /** All of that kind; nobody has used them by that. */
    List<StoredFact> all(String kind) throws IOException {
        return records.all(table(kind), KIND).stream()
                .flatMap(file -> decode(file).stream())
                .toList();
    }

    private static Optional<StoredFact> decode(RecordFile file) {
        Optional<Digest> key = file.value(OF).or(() -> file.value("key")).flatMap(hex -> Digest.parse("sha256:" + hex));
        Optional<CacheScope> scope = CacheScope.parse(file.value(SCOPE).orElse(""));
        Optional<String> value = file.value("value");
        return key.isEmpty() || scope.isEmpty() || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredFact(scope.get(), key.get(), value.get()));
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
