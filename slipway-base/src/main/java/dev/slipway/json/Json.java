// SPDX-License-Identifier: Apache-2.0
package dev.slipway.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259) as a tree of records. Objects keep the order in which members were put, numbers keep the text
 * that stood in the file, so that reading and writing gives the same value back. Immutable.
 */
public sealed interface Json {
    /** A string. */
    record Text(String value) implements Json {}

    /** A number, by its text. */
    record Num(String text) implements Json {
        /** The value as a long; empty when it is fractional or too large. */
        public Optional<Long> asLong() {
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {}

    /** {@code null}. */
    record Null() implements Json {}

    /** An array. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /** An object; members in their order. */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    static Json of(String value) {
        return new Text(value);
    }

    static Json of(long value) {
        return new Num(Long.toString(value));
    }

    static Json of(boolean value) {
        return new Bool(value);
    }

    /** An array of strings. */
    static Json ofTexts(Iterable<String> values) {
        List<Json> items = new ArrayList<>();
        values.forEach(value -> items.add(of(value)));
        return new Arr(items);
    }

    static Json ofItems(List<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    /** An object of strings, members in the order of the map. */
    static Json ofTexts(Map<String, String> values) {
        Builder builder = object();
        values.forEach((name, value) -> builder.put(name, value));
        return builder.build();
    }

    static Builder object() {
        return new Builder();
    }

    /** The member of that name, if this is an object that has one other than {@code null}. */
    default Optional<Json> get(String name) {
        return this instanceof Obj(var members)
                ? Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof Null))
                : Optional.empty();
    }

    /** The text of the member, if it is a string. */
    default Optional<String> text(String name) {
        return get(name).flatMap(Json::asText);
    }

    /** The member's value, if it is a whole number. */
    default Optional<Long> number(String name) {
        return get(name).flatMap(value -> value instanceof Num number ? number.asLong() : Optional.empty());
    }

    /** The member's value, if it is a boolean. */
    default Optional<Boolean> bool(String name) {
        return get(name).flatMap(value -> value instanceof Bool(var b) ? Optional.of(b) : Optional.empty());
    }

    /** The items of the member; none when it is absent or no array. */
    default List<Json> items(String name) {
        return get(name).map(Json::items).orElse(List.of());
    }

    /** The strings in the array of that name; items of other kinds are left out. */
    default List<String> texts(String name) {
        return items(name).stream().flatMap(item -> item.asText().stream()).toList();
    }

    /** The members of the member; none when it is absent or no object. */
    default Map<String, Json> members(String name) {
        return get(name)
                .map(value -> value instanceof Obj(var members) ? members : Map.<String, Json>of())
                .orElse(Map.of());
    }

    /** This value's text, if it is a string. */
    default Optional<String> asText() {
        return this instanceof Text(var value) ? Optional.of(value) : Optional.empty();
    }

    /** This value's items; none when it is no array. */
    default List<Json> items() {
        return this instanceof Arr(var items) ? items : List.of();
    }

    /** Builds an object, member by member, in the order of the calls. Absent values leave their member out. */
    final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Builder put(String name, @Nullable String value) {
            if (value != null) {
                members.put(name, of(value));
            }
            return this;
        }

        public Builder put(String name, long value) {
            return put(name, of(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, of(value));
        }

        public Builder put(String name, Optional<String> value) {
            value.ifPresent(text -> put(name, text));
            return this;
        }

        /** Puts an array of strings, unless there are none. */
        public Builder putTexts(String name, List<String> values) {
            return values.isEmpty() ? this : put(name, ofTexts(values));
        }

        /** Puts an object of strings, unless there are none. */
        public Builder putTexts(String name, Map<String, String> values) {
            return values.isEmpty() ? this : put(name, ofTexts(values));
        }

        public Json build() {
            return new Obj(members);
        }
    }
}
