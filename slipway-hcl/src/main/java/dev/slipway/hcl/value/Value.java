// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A value of the language. Immutable; maps and objects keep their names sorted, as the language lists them. */
public sealed interface Value
        permits Num,
                Value.Text,
                Value.Bool,
                Value.Null,
                Value.ListValue,
                Value.SetValue,
                Value.MapValue,
                Value.TupleValue,
                Value.ObjectValue {
    /** A text. */
    record Text(String text) implements Value {
        @Override
        public Type type() {
            return Primitive.STRING;
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Value {
        public static final Value TRUE = new Bool(true);
        public static final Value FALSE = new Bool(false);

        @Override
        public Type type() {
            return Primitive.BOOL;
        }
    }

    /** Nothing, of a type. */
    record Null(Type type) implements Value {
        /** A bare {@code null}. */
        public static final Value BARE = new Null(Primitive.ANY);
    }

    /** Elements of one type, in order. */
    record ListValue(Type element, List<Value> items) implements Value {
        @Override
        public Type type() {
            return new Type.ListOf(element);
        }
    }

    /** Elements of one type, each once, in the order of {@link Order}; made by {@link Value#set}. */
    record SetValue(Type element, List<Value> items) implements Value {
        @Override
        public Type type() {
            return new Type.SetOf(element);
        }
    }

    /** Elements of one type by name. */
    record MapValue(Type element, Map<String, Value> entries) implements Value {
        @Override
        public Type type() {
            return new Type.MapOf(element);
        }
    }

    /** Elements, each of its own type. */
    record TupleValue(List<Value> items) implements Value {
        @Override
        public Type type() {
            List<Type> types = new ArrayList<>(items.size());
            for (Value item : items) {
                types.add(item.type());
            }
            return new Type.TupleOf(types);
        }
    }

    /** Named attributes, each of its own type. */
    record ObjectValue(Map<String, Value> entries) implements Value {
        @Override
        public Type type() {
            Map<String, Type> types = new TreeMap<>();
            for (Map.Entry<String, Value> entry : entries.entrySet()) {
                types.put(entry.getKey(), entry.getValue().type());
            }
            return new Type.ObjectOf(types);
        }
    }

    Type type();

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    static Value of(long number) {
        return Num.of(number);
    }

    static Value of(BigDecimal number) {
        return Num.of(number);
    }

    static Value tuple(List<? extends Value> items) {
        return new TupleValue(List.copyOf(items));
    }

    static Value list(Type element, List<? extends Value> items) {
        return new ListValue(element, List.copyOf(items));
    }

    /** A list of strings. */
    static Value texts(Collection<String> texts) {
        List<Value> items = new ArrayList<>(texts.size());
        for (String text : texts) {
            items.add(of(text));
        }
        return new ListValue(Primitive.STRING, items);
    }

    static Value set(Type element, List<? extends Value> items) {
        return new SetValue(element, Order.sortedUnique(items));
    }

    static Value map(Type element, Map<String, ? extends Value> entries) {
        return new MapValue(element, new TreeMap<>(entries));
    }

    static Value object(Map<String, ? extends Value> entries) {
        return new ObjectValue(new TreeMap<>(entries));
    }

    default boolean isNull() {
        return this instanceof Null;
    }

    /** The elements of a list, set or tuple; the values of a map or object, in the order of their names. */
    default List<Value> elements() {
        if (this instanceof ListValue(var _, var items)) {
            return items;
        }
        if (this instanceof TupleValue(var items)) {
            return items;
        }
        if (this instanceof SetValue(var _, var items)) {
            return items;
        }
        return new ArrayList<>(entries().values());
    }

    /** The entries of a map or object; none of other values. */
    default Map<String, Value> entries() {
        if (this instanceof MapValue(var _, var entries)) {
            return entries;
        }
        return this instanceof ObjectValue(var entries) ? entries : Map.of();
    }

    default boolean isSequence() {
        return this instanceof ListValue || this instanceof TupleValue || this instanceof SetValue;
    }

    default boolean isMapping() {
        return this instanceof MapValue || this instanceof ObjectValue;
    }
}
