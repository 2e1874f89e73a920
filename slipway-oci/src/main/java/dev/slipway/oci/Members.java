// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of an object from outside: each is of its type or the message says where it is not. Null is absent, as in Go. */
record Members(String where, Map<String, Json> all) {
    static Members of(Json json, String where) throws MalformedImageException {
        if (json instanceof Json.Obj(var members)) {
            return new Members(where, members);
        }
        throw new MalformedImageException(where + ": expected an object, found " + kind(json));
    }

    static Members parse(byte[] bytes, String where) throws MalformedImageException {
        try {
            return of(JsonParser.parse(bytes), where);
        } catch (JsonSyntaxException e) {
            throw new MalformedImageException(where + ": not JSON: " + e.getMessage());
        }
    }

    Optional<Json> get(String name) {
        return Optional.ofNullable(all.get(name)).filter(value -> !(value instanceof Json.Null));
    }

    Optional<String> text(String name) throws MalformedImageException {
        Optional<Json> value = get(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(textOf(value.get(), name));
    }

    /** The text, empty when absent, as Go reads into a string field. */
    String textOrEmpty(String name) throws MalformedImageException {
        return text(name).orElse("");
    }

    <T> T need(String name, Optional<T> value) throws MalformedImageException {
        if (value.isEmpty()) {
            throw new MalformedImageException(at(name) + ": missing");
        }
        return value.get();
    }

    boolean flag(String name) throws MalformedImageException {
        Optional<Json> value = get(name);
        if (value.isEmpty()) {
            return false;
        }
        if (value.get() instanceof Json.Bool(var b)) {
            return b;
        }
        throw wrong(name, "true or false", value.get());
    }

    Optional<Long> number(String name) throws MalformedImageException {
        Optional<Json> value = get(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> number = value.get() instanceof Json.Num num ? num.asLong() : Optional.empty();
        if (number.isEmpty()) {
            throw wrong(name, "a whole number", value.get());
        }
        return number;
    }

    long size(String name) throws MalformedImageException {
        long size = need(name, number(name));
        if (size < 0) {
            throw new MalformedImageException(at(name) + ": a negative size: " + size);
        }
        return size;
    }

    Digest digest(String name) throws MalformedImageException {
        String text = need(name, text(name));
        return digestOf(text, at(name));
    }

    static Digest digestOf(String text, String place) throws MalformedImageException {
        Optional<Digest> digest = Digest.parse(text);
        if (digest.isEmpty()) {
            throw new MalformedImageException(place + ": expected sha256: and 64 hex digits, found " + shown(text));
        }
        return digest.get();
    }

    List<Json> items(String name) throws MalformedImageException {
        Optional<Json> value = get(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof Json.Arr(var items)) {
            return items;
        }
        throw wrong(name, "an array", value.get());
    }

    List<String> texts(String name) throws MalformedImageException {
        List<String> texts = new ArrayList<>();
        for (Json item : items(name)) {
            texts.add(textOf(item, name + "[" + texts.size() + "]"));
        }
        return texts;
    }

    Optional<Members> object(String name) throws MalformedImageException {
        Optional<Json> value = get(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(of(value.get(), at(name)));
    }

    /** The names in a set, which Go writes as an object of empty objects. */
    List<String> names(String name) throws MalformedImageException {
        Optional<Members> object = object(name);
        return object.isEmpty() ? List.of() : List.copyOf(object.get().all.keySet());
    }

    Map<String, String> textMap(String name) throws MalformedImageException {
        Map<String, String> texts = new LinkedHashMap<>();
        Optional<Members> object = object(name);
        if (object.isPresent()) {
            for (String key : object.get().all.keySet()) {
                texts.put(key, object.get().textOrEmpty(key));
            }
        }
        return texts;
    }

    List<Descriptor> descriptors(String name) throws MalformedImageException {
        List<Descriptor> found = new ArrayList<>();
        for (Json item : items(name)) {
            found.add(Descriptor.read(item, at(name) + "[" + found.size() + "]"));
        }
        return found;
    }

    Optional<Descriptor> descriptor(String name) throws MalformedImageException {
        Optional<Json> value = get(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(Descriptor.read(value.get(), at(name)));
    }

    /** The members that are none of these. */
    Map<String, Json> except(Set<String> known) {
        Map<String, Json> rest = new LinkedHashMap<>(all);
        rest.keySet().removeAll(known);
        return rest;
    }

    void needSchemaVersion2() throws MalformedImageException {
        long version = number("schemaVersion").orElse(0L);
        if (version != 2) {
            throw new MalformedImageException(at("schemaVersion") + ": expected 2, found " + version);
        }
    }

    String at(String name) {
        return where + ": " + name;
    }

    private String textOf(Json value, String name) throws MalformedImageException {
        Optional<String> text = value.asText();
        if (text.isEmpty()) {
            throw wrong(name, "a string", value);
        }
        return text.get();
    }

    private MalformedImageException wrong(String name, String expected, Json found) {
        return new MalformedImageException(at(name) + ": expected " + expected + ", found " + kind(found));
    }

    /** A text from outside, quoted and cut. */
    static String shown(String text) {
        String cut = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        StringBuilder out = new StringBuilder("\"");
        cut.chars().forEach(c -> out.append(Character.isISOControl(c) ? '?' : (char) c));
        return out.append('"').toString();
    }

    private static String kind(Json json) {
        return switch (json) {
            case Json.Text(var text) -> "the string " + shown(text);
            case Json.Num(var text) -> "the number " + (text.length() > 40 ? text.substring(0, 40) + "..." : text);
            case Json.Bool(var value) -> value ? "true" : "false";
            case Json.Null _ -> "null";
            case Json.Arr _ -> "an array";
            case Json.Obj _ -> "an object";
        };
    }
}
