// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.any;
import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.nullable;
import static dev.slipway.hcl.function.Functions.parameter;
import static dev.slipway.hcl.function.Functions.sequence;
import static dev.slipway.hcl.function.Functions.text;
import static dev.slipway.hcl.function.Functions.variadic;

import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is made of maps and objects. */
final class MapFunctions {
    private MapFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "keys" -> function(MapFunctions::keys, any("inputMap"));
            case "values" -> function(MapFunctions::values, any("mapping"));
            case "lookup" -> function(MapFunctions::lookup, any("inputMap"), text("key"), nullable("default"));
            case "merge" -> variadic(MapFunctions::merge, nullable("maps"));
            default -> function(MapFunctions::zip, parameter("keys", Functions.STRINGS), any("values"));
        };
    }

    private static Map<String, Value> entries(List<Value> arguments, int index) throws FunctionException {
        Value value = arguments.get(index);
        if (!value.isMapping()) {
            throw new FunctionException(
                    "a map or object is required, got " + value.type().word(), index);
        }
        return value.entries();
    }

    private static Value keys(List<Value> arguments) throws FunctionException {
        Value keys = Value.texts(entries(arguments, 0).keySet());
        return arguments.getFirst() instanceof Value.MapValue ? keys : Value.tuple(keys.elements());
    }

    private static Value values(List<Value> arguments) throws FunctionException {
        List<Value> values = new ArrayList<>(entries(arguments, 0).values());
        return arguments.getFirst() instanceof Value.MapValue(var element, var _)
                ? Value.list(element, values)
                : Value.tuple(values);
    }

    private static Value lookup(List<Value> arguments) throws FunctionException {
        Value found = entries(arguments, 0).get(text(arguments, 1));
        Value fallback = arguments.get(2);
        if (arguments.getFirst() instanceof Value.MapValue(var element, var _)) {
            return found != null ? found : Functions.convert(element, fallback, 2);
        }
        return found != null ? found : fallback;
    }

    private static Value merge(List<Value> arguments) throws FunctionException {
        Map<String, Value> all = new TreeMap<>();
        boolean areMaps = true;
        Type element = Primitive.ANY;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).isNull()) {
                continue;
            }
            all.putAll(entries(arguments, i));
            if (arguments.get(i) instanceof Value.MapValue(var type, var _)
                    && (element.isAny() || element.same(type))) {
                element = type;
            } else {
                areMaps = false;
            }
        }
        return areMaps && !element.isAny() ? new Value.MapValue(element, all) : new Value.ObjectValue(all);
    }

    private static Value zip(List<Value> arguments) throws FunctionException {
        List<String> keys = Functions.texts(arguments, 0);
        List<Value> values = sequence(arguments, 1);
        if (keys.size() != values.size()) {
            throw new FunctionException("there are " + keys.size() + " keys and " + values.size() + " values", 1);
        }
        Map<String, Value> entries = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            entries.put(keys.get(i), values.get(i));
        }
        Value object = new Value.ObjectValue(entries);
        if (!(arguments.get(1) instanceof Value.ListValue(var element, var _))) {
            return object;
        }
        try {
            return Conversion.to(new Type.MapOf(element), object);
        } catch (ConversionException e) {
            throw new FunctionException(String.valueOf(e.getMessage()), 1);
        }
    }
}
