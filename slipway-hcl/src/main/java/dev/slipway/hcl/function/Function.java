// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function of values: arguments are counted, converted to the types of the parameters and checked for null before it is
 * called.
 *
 * @param variadic the parameter of all further arguments, where there may be any
 */
public record Function(List<Parameter> parameters, Optional<Parameter> variadic, Body body) {
    /** One parameter. */
    public record Parameter(String name, Type type, boolean takesNull) {
        public static Parameter of(String name, Type type) {
            return new Parameter(name, type, false);
        }
    }

    /** What the function does. */
    @FunctionalInterface
    public interface Body {
        Value apply(List<Value> arguments) throws FunctionException;
    }

    /** @throws FunctionException if the arguments don't fit, or the function can't be had of them */
    public Value call(List<Value> arguments) throws FunctionException {
        int given = arguments.size();
        if (given < parameters.size() || (given > parameters.size() && variadic.isEmpty())) {
            throw new FunctionException("expected " + signature() + ", got " + count(given));
        }
        List<Value> converted = new ArrayList<>(given);
        for (int i = 0; i < given; i++) {
            converted.add(argument(i, i < parameters.size() ? parameters.get(i) : variadic.orElseThrow(), arguments));
        }
        return body.apply(converted);
    }

    private static Value argument(int index, Parameter parameter, List<Value> arguments) throws FunctionException {
        Value value = arguments.get(index);
        if (value.isNull() && !parameter.takesNull()) {
            throw new FunctionException("\"" + parameter.name() + "\" must not be null", index);
        }
        try {
            return Conversion.to(parameter.type(), value);
        } catch (ConversionException e) {
            throw new FunctionException("\"" + parameter.name() + "\": " + e.getMessage(), index);
        }
    }

    private static String count(int given) {
        return given == 0 ? "none" : Integer.toString(given);
    }

    private String signature() {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : parameters) {
            names.add(parameter.name());
        }
        if (variadic.isPresent()) {
            names.add(variadic.get().name() + "...");
        }
        return names.isEmpty() ? "no arguments" : "the arguments " + String.join(", ", names);
    }
}
