// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Unification;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts of values: attributes, elements, and the same of all elements. */
final class Access {
    /** The variable that stands for the element in what follows a splat; no file can write it. */
    static final String ELEMENT = "*";

    private Access() {}

    /** {@code source.name}. */
    record Attribute(Expression source, String name, SourceSpan span) implements Expression {
        @Override
        public Value value(Scope scope) {
            Value from = source.value(scope);
            if (from.isNull()) {
                throw SourceException.at(span, "null has no attributes, so \"" + name + "\" can't be had");
            }
            if (!from.isMapping()) {
                String what = "a value of type " + from.type().word() + " has no attributes";
                throw from.isSequence()
                        ? SourceException.at(span, what, "of its elements: [*]." + name)
                        : SourceException.at(span, what);
            }
            return entry(from, name, span);
        }

        @Override
        public List<Expression> parts() {
            return List.of(source);
        }
    }

    private static Value entry(Value from, String name, SourceSpan span) {
        Value found = from.entries().get(name);
        if (found == null) {
            String what =
                    from instanceof Value.MapValue ? "the map has no element \"" : "the object has no attribute \"";
            throw Faults.unknown(span, what + name + "\"", name, from.entries().keySet());
        }
        return found;
    }

    /** {@code source[key]}. */
    record Index(Expression source, Expression key, SourceSpan span) implements Expression {
        @Override
        public Value value(Scope scope) {
            return element(source.value(scope), key.value(scope));
        }

        private Value element(Value from, Value at) {
            if (from.isNull() || at.isNull()) {
                throw SourceException.at(
                        from.isNull() ? source.span() : key.span(), "null has no elements and is no index");
            }
            if (from.isMapping()) {
                return entry(from, Convert.text(at, key.span()), span);
            }
            if (!from.isSequence() || from instanceof Value.SetValue) {
                throw SourceException.at(
                        source.span(), "a value of type " + from.type().word() + " has no elements by index");
            }
            Num number = Convert.number(at, key.span());
            Optional<Integer> index = number.asInt();
            List<Value> items = from.elements();
            if (index.isEmpty() || index.get() < 0 || index.get() >= items.size()) {
                throw SourceException.at(
                        key.span(),
                        "there is no element " + number.digits(),
                        items.isEmpty() ? "there are none" : "there are 0 to " + (items.size() - 1));
            }
            return items.get(index.get());
        }

        @Override
        public List<Expression> parts() {
            return List.of(source, key);
        }
    }

    /**
     * {@code source[*]} or {@code source.*} with what follows.
     *
     * @param each what is made of each element, which it knows as {@link #ELEMENT}
     */
    record Splat(Expression source, Expression each, SourceSpan span) implements Expression {
        @Override
        public Value value(Scope scope) {
            Value from = source.value(scope);
            if (from.isNull()) {
                return Value.tuple(List.of());
            }
            List<Value> items = new ArrayList<>();
            for (Value item : from.isSequence() ? from.elements() : List.of(from)) {
                items.add(each.value(scope.with(Map.of(ELEMENT, item))));
            }
            boolean isList = from instanceof Value.ListValue || from instanceof Value.SetValue;
            Optional<Type> type = isList && !items.isEmpty() ? Unification.ofValues(items) : Optional.empty();
            boolean allSame = type.isPresent() && areAll(type.get(), items);
            return type.isPresent() && allSame ? Value.list(type.get(), items) : Value.tuple(items);
        }

        private static boolean areAll(Type type, List<Value> items) throws SourceException {
            for (Value item : items) {
                if (!item.type().same(type)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public List<Expression> parts() {
            return List.of(source, each);
        }
    }
}
