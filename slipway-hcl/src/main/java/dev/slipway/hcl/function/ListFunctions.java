// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.any;
import static dev.slipway.hcl.function.Functions.convert;
import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.nullable;
import static dev.slipway.hcl.function.Functions.number;
import static dev.slipway.hcl.function.Functions.parameter;
import static dev.slipway.hcl.function.Functions.sequence;
import static dev.slipway.hcl.function.Functions.variadic;
import static dev.slipway.hcl.function.Functions.whole;

import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Order;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Unification;
import dev.slipway.hcl.value.Value;
import dev.slipway.hcl.value.ValueSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is made of lists. */
final class ListFunctions {
    private static final Type ANYTHING = new Type.ListOf(Primitive.ANY);
    private static final int MOST_OF_A_RANGE = 1024;

    private ListFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "chunklist" -> function(ListFunctions::chunks, parameter("list", ANYTHING), number("size"));
            case "coalesce" -> variadic(ListFunctions::coalesce, nullable("vals"));
            case "coalescelist" -> variadic(ListFunctions::coalesceList, nullable("lists"));
            case "compact" -> function(ListFunctions::compact, parameter("list", Functions.STRINGS));
            case "concat" -> variadic(ListFunctions::concat, any("seqs"));
            case "contains" ->
                function(a -> Value.of(position(sequence(a, 0), a.get(1)) >= 0), any("list"), nullable("value"));
            case "distinct" -> function(ListFunctions::distinct, parameter("list", ANYTHING));
            case "element" -> function(ListFunctions::element, any("list"), number("index"));
            case "flatten" -> function(ListFunctions::flatten, any("list"));
            case "hasindex" ->
                function(a -> Value.of(find(a.get(0), a.get(1)).isPresent()), any("collection"), any("key"));
            case "index" -> function(ListFunctions::index, any("collection"), any("key"));
            case "indexof" -> function(ListFunctions::indexOf, any("list"), any("value"));
            case "length" -> function(ListFunctions::length, any("collection"));
            case "range" -> variadic(ListFunctions::range, number("params"));
            case "reverselist" ->
                function(a -> like(a.getFirst(), sequence(a, 0).reversed()), any("list"));
            case "slice" -> function(ListFunctions::slice, any("list"), number("start_index"), number("end_index"));
            default -> function(ListFunctions::sort, parameter("list", Functions.STRINGS));
        };
    }

    private static Value like(Value original, List<Value> items) {
        return original instanceof Value.ListValue(var element, var _)
                ? Value.list(element, items)
                : Value.tuple(items);
    }

    private static Value chunks(List<Value> arguments) throws FunctionException {
        List<Value> items = arguments.getFirst().elements();
        int size = whole(arguments, 1);
        if (size < 0) {
            throw new FunctionException("the size must not be negative", 1);
        }
        Type type = arguments.getFirst().type();
        List<Value> chunks = new ArrayList<>();
        for (int i = 0; i < items.size(); i += Math.max(size, 1)) {
            int end = size == 0 ? items.size() : Math.min(i + size, items.size());
            chunks.add(like(arguments.getFirst(), items.subList(i, end)));
            i = size == 0 ? items.size() : i;
        }
        return Value.list(type, chunks);
    }

    private static Value coalesce(List<Value> values) throws FunctionException {
        Optional<Type> type = Unification.ofValues(values);
        if (type.isEmpty()) {
            throw new FunctionException("all arguments must have the same type");
        }
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isNull()) {
                return convert(type.get(), values.get(i), i);
            }
        }
        throw new FunctionException("all arguments are null");
    }

    private static Value coalesceList(List<Value> lists) throws FunctionException {
        for (Value list : lists) {
            if (list.isSequence() && !list.elements().isEmpty()) {
                return list;
            }
        }
        throw new FunctionException("all lists are empty or null");
    }

    private static Value compact(List<Value> arguments) {
        List<String> texts = Functions.texts(arguments, 0);
        texts.removeIf(String::isEmpty);
        return Value.texts(texts);
    }

    private static Value concat(List<Value> arguments) throws FunctionException {
        if (arguments.isEmpty()) {
            throw new FunctionException("at least one list is required");
        }
        List<Value> all = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        boolean areLists = true;
        for (int i = 0; i < arguments.size(); i++) {
            List<Value> items = sequence(arguments, i);
            all.addAll(items);
            areLists &= arguments.get(i) instanceof Value.ListValue;
            types.add(arguments.get(i).type());
        }
        Optional<Type> type = areLists ? Unification.of(types) : Optional.empty();
        return type.isPresent() ? convert(type.get(), Value.tuple(all), 0) : Value.tuple(all);
    }

    private static int position(List<Value> items, Value wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (Order.same(items.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static Value distinct(List<Value> arguments) {
        List<Value> found = new ArrayList<>();
        ValueSet known = new ValueSet();
        for (Value item : arguments.getFirst().elements()) {
            if (known.add(item)) {
                found.add(item);
            }
        }
        return like(arguments.getFirst(), found);
    }

    private static Value element(List<Value> arguments) throws FunctionException {
        List<Value> items = sequence(arguments, 0);
        int index = whole(arguments, 1);
        if (items.isEmpty()) {
            throw new FunctionException("the list has no elements", 0);
        }
        if (index < 0) {
            throw new FunctionException("the index must not be negative", 1);
        }
        return items.get(index % items.size());
    }

    private static Value flatten(List<Value> arguments) throws FunctionException {
        List<Value> found = new ArrayList<>();
        flatten(sequence(arguments, 0), found);
        return Value.tuple(found);
    }

    private static void flatten(List<Value> items, List<Value> found) {
        for (Value item : items) {
            if (item.isSequence()) {
                flatten(item.elements(), found);
            } else {
                found.add(item);
            }
        }
    }

    private static Optional<Value> find(Value collection, Value key) throws FunctionException {
        if (collection instanceof Value.MapValue(var _, var entries)) {
            return key instanceof Value.Text(var name) ? Optional.ofNullable(entries.get(name)) : Optional.empty();
        }
        if (collection instanceof Value.ListValue || collection instanceof Value.TupleValue) {
            List<Value> items = collection.elements();
            Optional<Integer> index = key instanceof Num number ? number.asInt() : Optional.empty();
            return index.filter(i -> i >= 0 && i < items.size()).map(items::get);
        }
        throw new FunctionException("a list, tuple or map is required", 0);
    }

    private static Value index(List<Value> arguments) throws FunctionException {
        Optional<Value> found = find(arguments.get(0), arguments.get(1));
        if (found.isEmpty()) {
            throw new FunctionException("there is no such element", 1);
        }
        return found.get();
    }

    private static Value indexOf(List<Value> arguments) throws FunctionException {
        int index = position(sequence(arguments, 0), arguments.get(1));
        if (index < 0) {
            throw new FunctionException("the list has no such element", 1);
        }
        return Value.of(index);
    }

    private static Value length(List<Value> arguments) throws FunctionException {
        Value value = arguments.getFirst();
        if (value instanceof Value.Text) {
            throw new FunctionException("a list or map is required, got string", 0)
                    .withHelp("strlen() counts the characters of a text");
        }
        if (value instanceof Value.ObjectValue) {
            throw new FunctionException("a list or map is required, got object", 0)
                    .withHelp("keys() lists the attributes of an object");
        }
        if (!value.isSequence() && !value.isMapping()) {
            throw new FunctionException(
                    "a list or map is required, got " + value.type().word(), 0);
        }
        return Value.of(value.elements().size());
    }

    private static Value range(List<Value> arguments) throws FunctionException {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new FunctionException("expected the arguments end; or start, end; or start, end, step");
        }
        BigDecimal start = arguments.size() == 1 ? BigDecimal.ZERO : number(arguments, 0);
        BigDecimal end = number(arguments, arguments.size() == 1 ? 0 : 1);
        boolean isDown = end.compareTo(start) < 0;
        BigDecimal step =
                arguments.size() == 3 ? number(arguments, 2) : isDown ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        boolean leadsAway = end.compareTo(start) != 0 && (step.signum() < 0) != isDown;
        if (step.signum() == 0 || leadsAway) {
            throw new FunctionException("the step does not lead from start to end", arguments.size() - 1);
        }
        List<Value> numbers = new ArrayList<>();
        for (BigDecimal at = start; isDown ? at.compareTo(end) > 0 : at.compareTo(end) < 0; at = at.add(step)) {
            if (numbers.size() == MOST_OF_A_RANGE) {
                throw new FunctionException("more than " + MOST_OF_A_RANGE + " numbers");
            }
            numbers.add(Value.of(at));
        }
        return Value.list(Primitive.NUMBER, numbers);
    }

    private static Value slice(List<Value> arguments) throws FunctionException {
        List<Value> items = sequence(arguments, 0);
        int start = whole(arguments, 1);
        int end = whole(arguments, 2);
        if (start < 0 || start > end || end > items.size()) {
            throw new FunctionException(
                    "there is no slice " + start + " to " + end + " of " + items.size() + " elements",
                    start < 0 ? 1 : 2);
        }
        return like(arguments.getFirst(), items.subList(start, end));
    }

    private static Value sort(List<Value> arguments) {
        List<String> texts = Functions.texts(arguments, 0);
        texts.sort(ListFunctions::compare);
        return Value.texts(texts);
    }

    // by code points, as their UTF-8 compares, and not by the halves of surrogate pairs
    private static int compare(String a, String b) {
        int at = 0;
        int end = Math.min(a.length(), b.length());
        while (at < end && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        if (at == end) {
            return Integer.compare(a.length(), b.length());
        }
        boolean areBothHalves = Character.isSurrogate(a.charAt(at)) && Character.isSurrogate(b.charAt(at));
        boolean isOneHalf = Character.isSurrogate(a.charAt(at)) != Character.isSurrogate(b.charAt(at));
        int byUnit = Character.compare(a.charAt(at), b.charAt(at));
        if (areBothHalves || !isOneHalf) {
            return byUnit;
        }
        return Character.isSurrogate(a.charAt(at)) ? 1 : -1;
    }
}
