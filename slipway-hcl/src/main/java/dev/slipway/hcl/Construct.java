// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tuples and objects that are written out. */
final class Construct {
    private Construct() {}

    /** {@code [a, b]}. */
    record TupleOf(List<Expression> items, SourceSpan span) implements Expression {
        @Override
        public Value value(Scope scope) {
            List<Value> values = new ArrayList<>(items.size());
            for (Expression item : items) {
                values.add(item.value(scope));
            }
            return Value.tuple(values);
        }

        @Override
        public List<Expression> parts() {
            return items;
        }

        @Override
        public Optional<List<Expression>> elements() {
            return Optional.of(items);
        }
    }

    /** One {@code key = value}; a key that is a bare name stands as a literal here. */
    record Item(Expression key, Expression value) {}

    /** <code>{a = b}</code>. */
    record ObjectOf(List<Item> items, SourceSpan span) implements Expression {
        @Override
        public Value value(Scope scope) {
            Map<String, Value> values = new TreeMap<>();
            for (Item item : items) {
                Value key = item.key().value(scope);
                if (key.isNull()) {
                    throw SourceException.at(item.key().span(), "the key of an object can't be null");
                }
                values.put(Convert.text(key, item.key().span()), item.value().value(scope));
            }
            return new Value.ObjectValue(values);
        }

        @Override
        public List<Expression> parts() {
            List<Expression> parts = new ArrayList<>();
            for (Item item : items) {
                parts.add(item.key());
                parts.add(item.value());
            }
            return parts;
        }
    }
}
