// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.function.JsonValues;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import dev.slipway.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the value of a variable from the environment, as the type that it has. */
final class EnvironmentValue {
    private final String name;
    private final String text;

    EnvironmentValue(String name, String text) {
        this.name = name;
        this.text = text;
    }

    private InvalidSetting fault(String expected) {
        // not the value: it may be a secret
        return new InvalidSetting("the environment's value of " + name + " can't be taken: " + expected);
    }

    /** @param mayBeComposite whether lists and maps may be written with commas: only where the type is declared */
    Value read(Type type, boolean mayBeComposite) throws InvalidSetting {
        if (type instanceof Primitive primitive && (primitive != Primitive.ANY || !mayBeComposite)) {
            return primitive(type, text);
        }
        if (!mayBeComposite || type.isAny() || type instanceof Type.ObjectOf) {
            String otherwise = mayBeComposite ? "set " : "declare its type, or set ";
            throw fault("a variable of type " + type.word() + " can't be set so; " + otherwise + name + "_JSON");
        }
        return composite(type);
    }

    Value json(Optional<Type> type) throws InvalidSetting {
        try {
            Value value = JsonValues.parse(text);
            return type.isPresent() ? Conversion.to(type.get(), value) : value;
        } catch (JsonSyntaxException e) {
            throw fault("this is no JSON: " + e.getMessage());
        } catch (ConversionException e) {
            throw fault(String.valueOf(e.getMessage()));
        }
    }

    private Value primitive(Type type, String word) throws InvalidSetting {
        if (type.same(Primitive.BOOL)) {
            Optional<Boolean> bool = Words.bool(word);
            if (bool.isEmpty()) {
                throw fault("expected true or false");
            }
            return Value.of(bool.get());
        }
        if (type.same(Primitive.NUMBER)) {
            Optional<Num> number = Num.parse(word);
            if (number.isEmpty()) {
                throw fault("expected a number");
            }
            return number.get();
        }
        return Value.of(word);
    }

    private Value composite(Type type) throws InvalidSetting {
        if (text.isEmpty()) {
            throw fault("expected values with commas between");
        }
        List<String> fields = EntryReader.fields(text);
        if (type instanceof Type.MapOf(var element)) {
            return Value.map(element, entries(fields, element));
        }
        if (type instanceof Type.TupleOf(var elements)) {
            if (elements.size() != fields.size()) {
                throw fault("expected " + elements.size() + " values with commas between");
            }
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                values.add(element(elements.get(i), fields.get(i)));
            }
            return Value.tuple(values);
        }
        Type element = type instanceof Type.ListOf(var of) ? of : type instanceof Type.SetOf(var of) ? of : type;
        List<Value> values = new ArrayList<>();
        for (String field : fields) {
            values.add(element(element, field));
        }
        return type instanceof Type.SetOf ? Value.set(element, values) : Value.list(element, values);
    }

    private Map<String, Value> entries(List<String> fields, Type element) throws InvalidSetting {
        Map<String, Value> entries = new TreeMap<>();
        for (String field : fields) {
            String[] parts = field.split(":", -1);
            if (parts.length != 2) {
                throw fault("expected NAME:VALUE with commas between, not \"" + field + "\"");
            }
            entries.put(parts[0], element(element, parts[1]));
        }
        return entries;
    }

    private Value element(Type type, String word) throws InvalidSetting {
        if (!type.isPrimitive()) {
            throw fault("elements of type " + type.word() + " can't be written so; set " + name + "_JSON");
        }
        return primitive(type, word);
    }
}
