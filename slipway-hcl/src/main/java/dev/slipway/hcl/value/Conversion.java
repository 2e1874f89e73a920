// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gives values as other types: numbers as strings, tuples as lists, objects as maps, and back where that is exact. */
public final class Conversion {
    private Conversion() {}

    /** @throws ConversionException if the value has no such form; nulls have any */
    public static Value to(Type wanted, Value value) throws ConversionException {
        if (wanted.isAny()) {
            return value;
        }
        if (value.isNull()) {
            return new Value.Null(wanted);
        }
        if (wanted instanceof Primitive) {
            return primitive(wanted, value);
        }
        if (wanted instanceof Type.ListOf(var element) && value.isSequence()) {
            List<Value> items = all(element, value.elements());
            return Value.list(elementType(element, items), items);
        }
        if (wanted instanceof Type.SetOf(var element) && value.isSequence()) {
            List<Value> items = all(element, value.elements());
            return Value.set(elementType(element, items), items);
        }
        if (wanted instanceof Type.MapOf(var element) && value.isMapping()) {
            return map(element, value.entries());
        }
        if (wanted instanceof Type.TupleOf(var elements) && value.isSequence()) {
            return tuple(elements, value);
        }
        if (wanted instanceof Type.ObjectOf object && value.isMapping()) {
            return object(object, value.entries());
        }
        throw new ConversionException(
                wanted.word() + " required, got " + value.type().word());
    }

    private static Value primitive(Type wanted, Value value) throws ConversionException {
        if (value.type().same(wanted)) {
            return value;
        }
        if (wanted == Primitive.STRING) {
            if (value instanceof Num number) {
                return Value.of(number.digits());
            }
            if (value instanceof Value.Bool(var b)) {
                return Value.of(b ? "true" : "false");
            }
        }
        if (value instanceof Value.Text(var text)) {
            return wanted == Primitive.NUMBER ? number(text) : bool(text);
        }
        throw new ConversionException(
                wanted.word() + " required, got " + value.type().word());
    }

    private static Value number(String text) throws ConversionException {
        Optional<Num> number = Num.parse(text);
        if (number.isEmpty()) {
            throw new ConversionException("number required, got \"" + text + "\"");
        }
        return number.get();
    }

    private static Value bool(String text) throws ConversionException {
        return switch (text) {
            case "true", "1" -> Value.Bool.TRUE;
            case "false", "0" -> Value.Bool.FALSE;
            default -> throw new ConversionException("bool required, got \"" + text + "\"");
        };
    }

    private static List<Value> all(Type wanted, List<Value> items) throws ConversionException {
        Type element = wanted.isAny() ? Unification.ofValues(items).orElse(Primitive.ANY) : wanted;
        if (wanted.isAny() && element.isAny() && !items.isEmpty() && !areAllNull(items)) {
            throw new ConversionException("all elements must have the same type");
        }
        List<Value> converted = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            try {
                converted.add(to(element, items.get(i)));
            } catch (ConversionException e) {
                throw e.in("element " + i);
            }
        }
        return converted;
    }

    private static boolean areAllNull(List<Value> items) {
        for (Value item : items) {
            if (!item.isNull()) {
                return false;
            }
        }
        return true;
    }

    private static Type elementType(Type wanted, List<Value> items) {
        return wanted.isAny() && !items.isEmpty() ? items.getFirst().type() : wanted;
    }

    private static Value map(Type wanted, Map<String, Value> entries) throws ConversionException {
        List<Value> values = new ArrayList<>(entries.values());
        Type element = wanted.isAny() ? Unification.ofValues(values).orElse(Primitive.ANY) : wanted;
        if (wanted.isAny() && element.isAny() && !values.isEmpty() && !areAllNull(values)) {
            throw new ConversionException("all elements must have the same type");
        }
        Map<String, Value> converted = new TreeMap<>();
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            try {
                converted.put(entry.getKey(), to(element, entry.getValue()));
            } catch (ConversionException e) {
                throw e.in("element \"" + entry.getKey() + "\"");
            }
        }
        return new Value.MapValue(element, converted);
    }

    private static Value tuple(List<Type> wanted, Value value) throws ConversionException {
        List<Value> items = value.elements();
        if (items.size() != wanted.size() || value instanceof Value.SetValue) {
            throw new ConversionException("tuple of " + wanted.size() + " elements required, got "
                    + (value instanceof Value.SetValue ? "set" : items.size() + ""));
        }
        List<Value> converted = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            try {
                converted.add(to(wanted.get(i), items.get(i)));
            } catch (ConversionException e) {
                throw e.in("element " + i);
            }
        }
        return Value.tuple(converted);
    }

    private static Value object(Type.ObjectOf wanted, Map<String, Value> entries) throws ConversionException {
        Map<String, Value> converted = new TreeMap<>();
        for (Map.Entry<String, Type> attribute : wanted.attributes().entrySet()) {
            String name = attribute.getKey();
            Value value = entries.get(name);
            if (value == null) {
                if (!wanted.optional().contains(name)) {
                    throw new ConversionException("attribute \"" + name + "\" is required");
                }
                value = Value.Null.BARE;
            }
            try {
                converted.put(name, to(attribute.getValue(), value));
            } catch (ConversionException e) {
                throw e.in("attribute \"" + name + "\"");
            }
        }
        return new Value.ObjectValue(converted);
    }
}
