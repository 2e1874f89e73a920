// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import dev.slipway.hcl.function.Function.Body;
import dev.slipway.hcl.function.Function.Parameter;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Short ways to write the functions of the library. */
final class Functions {
    static final Type STRINGS = new Type.ListOf(Primitive.STRING);

    private Functions() {}

    static Function function(Body body, Parameter... parameters) {
        return new Function(List.of(parameters), Optional.empty(), body);
    }

    /** A function of any number of further arguments, the last of the parameters. */
    static Function variadic(Body body, Parameter... parameters) {
        List<Parameter> all = List.of(parameters);
        return new Function(all.subList(0, all.size() - 1), Optional.of(all.getLast()), body);
    }

    static Parameter text(String name) {
        return Parameter.of(name, Primitive.STRING);
    }

    static Parameter number(String name) {
        return Parameter.of(name, Primitive.NUMBER);
    }

    static Parameter bool(String name) {
        return Parameter.of(name, Primitive.BOOL);
    }

    static Parameter any(String name) {
        return Parameter.of(name, Primitive.ANY);
    }

    static Parameter nullable(String name) {
        return new Parameter(name, Primitive.ANY, true);
    }

    static Parameter parameter(String name, Type type) {
        return Parameter.of(name, type);
    }

    static String text(List<Value> arguments, int index) {
        return arguments.get(index) instanceof Value.Text(var text) ? text : "";
    }

    static BigDecimal number(List<Value> arguments, int index) {
        return arguments.get(index) instanceof Num number ? number.number() : BigDecimal.ZERO;
    }

    static boolean bool(List<Value> arguments, int index) {
        return arguments.get(index) instanceof Value.Bool(var b) && b;
    }

    static int whole(List<Value> arguments, int index) throws FunctionException {
        Value value = arguments.get(index);
        Optional<Integer> whole = value instanceof Num number ? number.asInt() : Optional.empty();
        if (whole.isEmpty()) {
            throw new FunctionException("a whole number is required, got " + value, index);
        }
        return whole.get();
    }

    /** The elements of a list, set or tuple. */
    static List<Value> sequence(List<Value> arguments, int index) throws FunctionException {
        Value value = arguments.get(index);
        if (!value.isSequence()) {
            throw new FunctionException(
                    "a list is required, got " + value.type().word(), index);
        }
        return value.elements();
    }

    /** The texts in a list of them; nulls are left out. */
    static List<String> texts(List<Value> arguments, int index) {
        List<String> texts = new ArrayList<>();
        for (Value item : arguments.get(index).elements()) {
            if (item instanceof Value.Text(var text)) {
                texts.add(text);
            }
        }
        return texts;
    }

    static Value convert(Type type, Value value, int index) throws FunctionException {
        try {
            return Conversion.to(type, value);
        } catch (ConversionException e) {
            throw new FunctionException(String.valueOf(e.getMessage()), index);
        }
    }
}
