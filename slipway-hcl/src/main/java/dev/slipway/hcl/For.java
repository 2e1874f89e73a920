// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A list or an object made from another: {@code [for x in y : z if c]}, <code>{for k, v in y : k => v...}</code>. */
record For(Loop loop, Form form, SourceSpan span) implements Expression {
    /**
     * What is gone through, and the names that each element has meanwhile.
     *
     * @param keyName the name of the index or key, where one is given
     */
    record Loop(Optional<String> keyName, String valueName, Expression collection) {
        /** One scope for each element. */
        List<Scope> scopes(Scope scope) {
            Value from = collection.value(scope);
            if (from.isNull()) {
                throw SourceException.at(
                        collection.span(), "null can't be gone through", "expected a list, set, map or object");
            }
            if (!from.isSequence() && !from.isMapping()) {
                throw SourceException.at(
                        collection.span(),
                        "a value of type " + from.type().word() + " can't be gone through",
                        "expected a list, set, map or object");
            }
            List<Scope> scopes = new ArrayList<>();
            if (from.isMapping()) {
                from.entries().forEach((key, value) -> scopes.add(inner(scope, Value.of(key), value)));
            } else {
                long index = 0;
                for (Value value : from.elements()) {
                    Value key = from instanceof Value.SetValue ? value : Value.of(index);
                    scopes.add(inner(scope, key, value));
                    index++;
                }
            }
            return scopes;
        }

        private Scope inner(Scope scope, Value key, Value value) {
            Map<String, Value> variables = new HashMap<>();
            if (keyName.isPresent()) {
                variables.put(keyName.get(), key);
            }
            variables.put(valueName, value);
            return scope.with(variables);
        }

        List<String> names() {
            return keyName.isPresent() ? List.of(keyName.get(), valueName) : List.of(valueName);
        }
    }

    /**
     * What is made of each element.
     *
     * @param key of the entry, where an object is made
     * @param groups whether the values of equal keys are gathered
     */
    record Form(Optional<Expression> key, Expression value, Optional<Expression> condition, boolean groups) {}

    @Override
    public Value value(Scope scope) {
        List<Value> items = new ArrayList<>();
        Map<String, List<Value>> entries = new TreeMap<>();
        for (Scope inner : loop.scopes(scope)) {
            if (form.condition().isPresent()) {
                Expression condition = form.condition().get();
                if (!Convert.bool(condition.value(inner), condition.span())) {
                    continue;
                }
            }
            if (form.key().isEmpty()) {
                items.add(form.value().value(inner));
            } else {
                addEntry(entries, form.key().get(), inner);
            }
        }
        return form.key().isEmpty() ? Value.tuple(items) : object(entries);
    }

    private void addEntry(Map<String, List<Value>> entries, Expression keyExpression, Scope inner) {
        String key = Convert.text(keyExpression.value(inner), keyExpression.span());
        @Nullable List<Value> before = entries.get(key);
        if (before != null && !form.groups()) {
            throw SourceException.at(
                    keyExpression.span(),
                    "two elements have the key \"" + key + "\"",
                    "gather their values by writing ... behind the value");
        }
        List<Value> values = before == null ? new ArrayList<>() : before;
        values.add(form.value().value(inner));
        entries.put(key, values);
    }

    private Value object(Map<String, List<Value>> entries) {
        Map<String, Value> values = new TreeMap<>();
        entries.forEach((key, all) -> values.put(key, form.groups() ? Value.tuple(all) : all.getFirst()));
        return new Value.ObjectValue(values);
    }

    @Override
    public List<Expression> parts() {
        List<Expression> parts = new ArrayList<>();
        form.key().ifPresent(parts::add);
        parts.add(form.value());
        form.condition().ifPresent(parts::add);
        return parts;
    }
}
