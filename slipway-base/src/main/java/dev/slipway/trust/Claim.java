// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that a cache says: an object whose member {@code scope} is in whose name it is said. What is signed is the kind
 * with the canonical form of all of the object, so nothing that is read of it can be changed, and a signature of one kind
 * or version is none of another.
 */
public final class Claim {
    /** What it is about. */
    public enum Kind {
        /** What a step gave. */
        RECORD,
        /** A remembered computation. */
        FACT,
        /** The content of a cache mount. */
        MOUNT,
        /** What an earlier build was made of. */
        HISTORY;

        private String context() {
            return switch (this) {
                case RECORD -> "slipway cache record, version 1\n";
                case FACT -> "slipway cache fact, version 1\n";
                case MOUNT -> "slipway cache mount, version 1\n";
                case HISTORY -> "slipway cache history, version 1\n";
            };
        }
    }

    private final CacheScope scope;
    private final byte[] message;

    private Claim(CacheScope scope, byte[] message) {
        this.scope = scope;
        this.message = message;
    }

    /** Reads one; empty when it names no scope, or has text that cannot be written in UTF-8. */
    public static Optional<Claim> of(Kind kind, Json payload) {
        Optional<CacheScope> scope = payload.text("scope").flatMap(CacheScope::parse);
        Optional<byte[]> message = bytes(kind.context() + JsonWriter.compact(canonical(payload)));
        return scope.isPresent() && message.isPresent()
                ? Optional.of(new Claim(scope.get(), message.get()))
                : Optional.empty();
    }

    /** Half a surrogate pair would become a question mark, and so sign for another text. */
    private static Optional<byte[]> bytes(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? Optional.of(text.getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The same with the members of all objects sorted by name. */
    private static Json canonical(Json value) {
        if (value instanceof Json.Obj(var members)) {
            Map<String, Json> sorted = new TreeMap<>();
            members.forEach((name, member) -> sorted.put(name, canonical(member)));
            return new Json.Obj(sorted);
        }
        if (value instanceof Json.Arr(var items)) {
            List<Json> all = new ArrayList<>();
            items.forEach(item -> all.add(canonical(item)));
            return new Json.Arr(all);
        }
        return value;
    }

    /** In whose name it is said. */
    public CacheScope scope() {
        return scope;
    }

    byte[] message() {
        return message;
    }
}
