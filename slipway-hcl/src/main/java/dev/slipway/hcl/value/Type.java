// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What kind of value: of the language, or of what a function or an attribute wants. */
public sealed interface Type permits Primitive, Type.ListOf, Type.SetOf, Type.MapOf, Type.TupleOf, Type.ObjectOf {
    /** Elements of one type, in order. */
    record ListOf(Type element) implements Type {}

    /** Elements of one type, each once. */
    record SetOf(Type element) implements Type {}

    /** Elements of one type, by name. */
    record MapOf(Type element) implements Type {}

    /** A fixed number of elements, each of a type of its own. */
    record TupleOf(List<Type> elements) implements Type {}

    /** Named attributes, each of a type of its own; the optional ones may be missing from what is converted. */
    record ObjectOf(Map<String, Type> attributes, Set<String> optional) implements Type {
        public ObjectOf(Map<String, Type> attributes) {
            this(attributes, Set.of());
        }
    }

    /** Whether the two are the same type. Not {@code equals}: that of records is slow where it is first used. */
    default boolean same(Type other) {
        if (this instanceof Primitive a) {
            return other instanceof Primitive b && a == b;
        }
        if (this instanceof ListOf(var a) && other instanceof ListOf(var b)) {
            return a.same(b);
        }
        if (this instanceof SetOf(var a) && other instanceof SetOf(var b)) {
            return a.same(b);
        }
        if (this instanceof MapOf(var a) && other instanceof MapOf(var b)) {
            return a.same(b);
        }
        if (this instanceof TupleOf(var a) && other instanceof TupleOf(var b)) {
            return sameAll(a, b);
        }
        return this instanceof ObjectOf(var a, var _)
                && other instanceof ObjectOf(var b, var _)
                && a.keySet().equals(b.keySet())
                && sameAll(new ArrayList<>(a.values()), inOrderOf(a, b));
    }

    private static boolean sameAll(List<Type> a, List<Type> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).same(b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<Type> inOrderOf(Map<String, Type> order, Map<String, Type> values) {
        List<Type> found = new ArrayList<>();
        for (String name : order.keySet()) {
            Type value = values.get(name);
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    default boolean isPrimitive() {
        return this instanceof Primitive && !isAny();
    }

    /** Whether it stands for any type, as that of a bare {@code null}. */
    default boolean isAny() {
        return this instanceof Primitive primitive && primitive == Primitive.ANY;
    }

    /** Whether the type has elements in an order: list, set or tuple. */
    default boolean isSequence() {
        return this instanceof ListOf || this instanceof SetOf || this instanceof TupleOf;
    }

    /** The name that messages use. */
    default String word() {
        if (this instanceof Primitive primitive) {
            return primitive.shown();
        }
        if (this instanceof ListOf(var element)) {
            return "list of " + element.word();
        }
        if (this instanceof SetOf(var element)) {
            return "set of " + element.word();
        }
        if (this instanceof MapOf(var element)) {
            return "map of " + element.word();
        }
        return this instanceof TupleOf ? "tuple" : "object";
    }
}
