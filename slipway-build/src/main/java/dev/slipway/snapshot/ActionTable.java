// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.Seal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Action records in the form in which they stand on disk. */
final class ActionTable {
    static final String TABLE = "actions";
    static final String KIND = "action";
    private static final String TARGET = "target";
    private static final String INPUT = "input";

    private static final int MOST_TARGETS = 16;

    /** The targets of the records of the own scope that were found, by their places. */
    private final Map<String, List<String>> targets = new ConcurrentHashMap<>();

    private final RecordTable records;
    private final FolderLayers layers;
    private final Scopes scopes;

    ActionTable(RecordTable records, FolderLayers layers, Scopes scopes) {
        this.records = records;
        this.layers = layers;
        this.scopes = scopes;
    }

    /** What was done, without what went into the key: that is the larger part of a record, and a build asks many. */
    Optional<ActionRecord> find(Digest key) {
        return first(key, true);
    }

    /** All of it, though its layers may be gone. */
    Optional<ActionRecord> read(Digest key) {
        return first(key, false);
    }

    private Optional<ActionRecord> first(Digest key, boolean withLayers) {
        return scopes.first(scope -> find(scope, key, withLayers));
    }

    private Optional<ActionRecord> find(CacheScope scope, Digest key, boolean withLayers) {
        Digest place = ScopedPlace.of(scope, key);
        Optional<RecordFile> file =
                withLayers ? records.findUntil(TABLE, KIND, place, INPUT) : records.find(TABLE, KIND, place);
        file.ifPresent(found -> targets.put(place.hex(), found.values(TARGET)));
        return file.flatMap(ActionTable::decode)
                .filter(action -> action.key().equals(key))
                .filter(action ->
                        !withLayers || action.chain().layers().stream().allMatch(layers::exists));
    }

    /** Puts it where the own scope keeps its records, wherever it was made: a build writes to no other scope. */
    void save(ActionRecord action, List<String> forTargets) {
        Digest place = ScopedPlace.of(scopes.own(), action.key());
        List<RecordFile.Field> fields = new ArrayList<>();
        if (!place.equals(action.key())) {
            fields.add(new RecordFile.Field("action", action.key().hex()));
        }
        if (!action.scope().isDefault()) {
            fields.add(new RecordFile.Field("scope", action.scope().name()));
        }
        action.seal().ifPresent(seal -> fields.add(new RecordFile.Field("seal", seal.text())));
        fields.add(new RecordFile.Field("result", action.resultId().toString()));
        Instant created = action.created();
        long seconds = created.getEpochSecond();
        int nanos = created.getNano();
        fields.add(new RecordFile.Field("created", seconds + " " + nanos));
        fields.add(new RecordFile.Field("description", action.description()));
        action.chain().layers().forEach(layer -> fields.add(new RecordFile.Field("layer", layer.text())));
        forTargets.stream().limit(MOST_TARGETS).forEach(target -> fields.add(new RecordFile.Field(TARGET, target)));
        // the last, see find
        action.inputs().forEach((name, value) -> fields.add(new RecordFile.Field(INPUT, name + "\n" + value)));
        records.put(TABLE, KIND, place, fields);
    }

    /** Notes that what was found under the key belongs to these targets too. */
    void label(Digest key, List<String> more) {
        Digest place = ScopedPlace.of(scopes.own(), key);
        List<String> known = targets.get(place.hex());
        if (known == null || known.containsAll(more) || known.size() >= MOST_TARGETS) {
            return;
        }
        Optional<RecordFile> file = records.find(TABLE, KIND, place);
        if (file.isPresent()) {
            List<RecordFile.Field> fields = new ArrayList<>();
            more.stream()
                    .filter(target -> !known.contains(target))
                    .forEach(target -> fields.add(new RecordFile.Field(TARGET, target)));
            fields.addAll(file.get().without("key").fields());
            records.put(TABLE, KIND, place, fields);
        }
    }

    static Optional<ActionRecord> decode(RecordFile file) {
        List<LayerId> chain = new ArrayList<>();
        Map<String, String> inputs = new TreeMap<>();
        for (RecordFile.Field field : file.fields()) {
            if (field.name().equals("layer")) {
                Optional<LayerId> layer = LayerId.parse(field.value());
                if (layer.isEmpty()) {
                    return Optional.empty();
                }
                chain.add(layer.get());
            } else if (field.name().equals(INPUT)) {
                int split = Math.max(0, field.value().indexOf('\n'));
                inputs.put(field.value().substring(0, split), field.value().substring(split + 1));
            }
        }
        Optional<Digest> key =
                file.value("action").or(() -> file.value("key")).flatMap(hex -> Digest.parse("sha256:" + hex));
        Optional<CacheScope> scope = CacheScope.parse(file.value("scope").orElse(""));
        Optional<Digest> result = file.value("result").flatMap(Digest::parse);
        Optional<Instant> created = file.value("created").flatMap(ActionTable::instant);
        if (key.isEmpty() || scope.isEmpty() || result.isEmpty() || created.isEmpty()) {
            return Optional.empty();
        }
        String description = file.value("description").orElse("");
        return Optional.of(new ActionRecord(
                scope.get(),
                key.get(),
                result.get(),
                new Chain(chain),
                created.get(),
                description,
                inputs,
                file.value("seal").flatMap(Seal::parse)));
    }

    /** Seconds and nanoseconds: to read a date in words takes classes that a build without changes never loads. */
    private static Optional<Instant> instant(String text) {
        int space = text.indexOf(' ');
        try {
            long seconds = Long.parseLong(text.substring(0, Math.max(0, space)));
            return Optional.of(Instant.ofEpochSecond(seconds, Long.parseLong(text.substring(space + 1))));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
