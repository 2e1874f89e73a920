// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the one type that values of several types can all be had as. */
public final class Unification {
    private Unification() {}

    /** The type of all values; empty when there is none. Nulls without a type fit to any. */
    public static Optional<Type> ofValues(List<? extends Value> values) {
        List<Type> types = new ArrayList<>(values.size());
        for (Value value : values) {
            if (!value.type().isAny()) {
                types.add(value.type());
            }
        }
        return of(types);
    }

    /** The type that all of these can be converted to; any type when there are none. */
    public static Optional<Type> of(List<Type> types) {
        if (types.isEmpty()) {
            return Optional.of(Primitive.ANY);
        }
        Type first = types.getFirst();
        boolean allSame = true;
        for (Type type : types) {
            if (type.isAny()) {
                return Optional.of(Primitive.ANY);
            }
            allSame &= type.same(first);
        }
        return allSame ? Optional.of(first) : different(types);
    }

    private static Optional<Type> different(List<Type> types) {
        if (all(types, Kind.PRIMITIVE)) {
            return primitives(types);
        }
        if (all(types, Kind.OBJECT)) {
            return objects(types);
        }
        if (all(types, Kind.TUPLE)) {
            return tuples(types);
        }
        if (all(types, Kind.MAPPING)) {
            return of(elements(types)).filter(type -> !type.isAny()).map(Type.MapOf::new);
        }
        if (all(types, Kind.SEQUENCE)) {
            boolean areSets = types.stream().allMatch(type -> type instanceof Type.SetOf);
            return of(elements(types)).map(type -> areSets ? new Type.SetOf(type) : new Type.ListOf(type));
        }
        return Optional.empty();
    }

    private enum Kind {
        PRIMITIVE,
        OBJECT,
        TUPLE,
        MAPPING,
        SEQUENCE
    }

    private static boolean all(List<Type> types, Kind kind) {
        for (Type type : types) {
            boolean is = switch (kind) {
                case PRIMITIVE -> type.isPrimitive();
                case OBJECT -> type instanceof Type.ObjectOf;
                case TUPLE -> type instanceof Type.TupleOf;
                case MAPPING -> type instanceof Type.ObjectOf || type instanceof Type.MapOf;
                case SEQUENCE -> type.isSequence();
            };
            if (!is) {
                return false;
            }
        }
        return true;
    }

    // a number and a bool have no common form but as texts, which nobody meant unless one is a text
    private static Optional<Type> primitives(List<Type> types) {
        return types.contains(Primitive.STRING) ? Optional.of(Primitive.STRING) : Optional.empty();
    }

    private static List<Type> elements(List<Type> types) {
        List<Type> found = new ArrayList<>();
        for (Type type : types) {
            if (type instanceof Type.ListOf(var element)) {
                found.add(element);
            } else if (type instanceof Type.SetOf(var element)) {
                found.add(element);
            } else if (type instanceof Type.MapOf(var element)) {
                found.add(element);
            } else if (type instanceof Type.TupleOf(var elements)) {
                found.addAll(elements);
            } else if (type instanceof Type.ObjectOf(var attributes, var _)) {
                found.addAll(attributes.values());
            }
        }
        return found;
    }

    private static Optional<Type> objects(List<Type> types) {
        Map<String, List<Type>> byName = new TreeMap<>();
        for (Type type : types) {
            if (type instanceof Type.ObjectOf(var attributes, var _)) {
                attributes.forEach((name, of) ->
                        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(of));
            }
        }
        Map<String, Type> unified = new TreeMap<>();
        for (Map.Entry<String, List<Type>> attribute : byName.entrySet()) {
            Optional<Type> type = of(attribute.getValue());
            if (type.isEmpty() || attribute.getValue().size() != types.size()) {
                return of(elements(types)).filter(element -> !element.isAny()).map(Type.MapOf::new);
            }
            unified.put(attribute.getKey(), type.get());
        }
        return Optional.of(new Type.ObjectOf(unified));
    }

    private static Optional<Type> tuples(List<Type> types) {
        List<List<Type>> all = new ArrayList<>();
        for (Type type : types) {
            if (type instanceof Type.TupleOf(var elements)) {
                all.add(elements);
            }
        }
        int size = all.getFirst().size();
        List<Type> unified = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Type> column = new ArrayList<>();
            for (List<Type> elements : all) {
                if (elements.size() == size) {
                    column.add(elements.get(i));
                }
            }
            Optional<Type> type = of(column);
            if (type.isEmpty() || column.size() != all.size()) {
                return of(elements(types)).map(Type.ListOf::new);
            }
            unified.add(type.get());
        }
        for (List<Type> elements : all) {
            if (elements.size() != size) {
                return of(elements(types)).map(Type.ListOf::new);
            }
        }
        return Optional.of(new Type.TupleOf(unified));
    }
}
