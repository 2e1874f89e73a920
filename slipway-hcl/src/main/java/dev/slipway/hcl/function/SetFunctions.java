// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.any;
import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.parameter;
import static dev.slipway.hcl.function.Functions.sequence;
import static dev.slipway.hcl.function.Functions.variadic;

import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Order;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Unification;
import dev.slipway.hcl.value.Value;
import dev.slipway.hcl.value.ValueSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is made of sets. */
final class SetFunctions {
    private static final Type SET = new Type.SetOf(Primitive.ANY);

    private SetFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "sethaselement" ->
                function(a -> Value.of(has(a.getFirst(), a.get(1))), parameter("set", SET), any("elem"));
            case "setintersection" -> sets((all, sets) -> all.removeIf(item -> count(sets, item) < sets.size()));
            case "setunion" -> sets((_, _) -> {});
            case "setsubtract" ->
                sets((all, sets) -> all.removeIf(item -> count(sets.subList(1, sets.size()), item) > 0));
            case "setsymmetricdifference" -> sets((all, sets) -> all.removeIf(item -> count(sets, item) % 2 == 0));
            default -> variadic(SetFunctions::product, any("sets"));
        };
    }

    private interface Choice {
        void drop(List<Value> all, List<ValueSet> sets);
    }

    private static Function sets(Choice choice) {
        return variadic(
                sets -> {
                    if (sets.isEmpty()) {
                        throw new FunctionException("at least one set is required");
                    }
                    Type element = element(sets);
                    List<ValueSet> converted = new ArrayList<>();
                    List<Value> all = new ArrayList<>();
                    for (int i = 0; i < sets.size(); i++) {
                        Value set = Functions.convert(new Type.SetOf(element), sets.get(i), i);
                        converted.add(ValueSet.of(set.elements()));
                        all.addAll(set.elements());
                    }
                    choice.drop(all, converted);
                    return Value.set(element, all);
                },
                parameter("sets", SET));
    }

    // an empty set fits to any other
    private static Type element(List<Value> sets) throws FunctionException {
        List<Type> types = new ArrayList<>();
        for (Value set : sets) {
            if (set instanceof Value.SetValue(var element, var items) && !items.isEmpty()) {
                types.add(element);
            }
        }
        Optional<Type> element = Unification.of(types);
        if (element.isEmpty()) {
            throw new FunctionException("the sets must have elements of one type");
        }
        return element.get();
    }

    private static boolean has(Value set, Value wanted) {
        Value same = wanted;
        if (set instanceof Value.SetValue(var element, var _)) {
            try {
                same = Conversion.to(element, wanted);
            } catch (ConversionException _) {
                return false;
            }
        }
        for (Value item : set.elements()) {
            if (Order.same(item, same)) {
                return true;
            }
        }
        return false;
    }

    private static int count(List<ValueSet> sets, Value item) {
        int count = 0;
        for (ValueSet set : sets) {
            count += set.has(item) ? 1 : 0;
        }
        return count;
    }

    private static Value product(List<Value> sets) throws FunctionException {
        if (sets.size() < 2) {
            throw new FunctionException("at least two sets or lists are required");
        }
        List<List<Value>> rows = new ArrayList<>();
        rows.add(List.of());
        boolean areSets = true;
        for (int i = 0; i < sets.size(); i++) {
            areSets &= sets.get(i) instanceof Value.SetValue;
            rows = times(rows, sequence(sets, i));
        }
        List<Value> tuples = new ArrayList<>();
        for (List<Value> row : rows) {
            tuples.add(Value.tuple(row));
        }
        return Functions.convert(areSets ? SET : new Type.ListOf(Primitive.ANY), Value.tuple(tuples), 0);
    }

    private static List<List<Value>> times(List<List<Value>> rows, List<Value> items) throws FunctionException {
        List<List<Value>> longer = new ArrayList<>();
        for (List<Value> row : rows) {
            for (Value item : items) {
                List<Value> more = new ArrayList<>(row);
                more.add(item);
                longer.add(more);
            }
        }
        if (longer.size() > 1_000_000) {
            throw new FunctionException("the product has more than a million elements");
        }
        return longer;
    }
}
