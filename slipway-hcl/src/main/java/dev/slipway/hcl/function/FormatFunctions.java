// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.nullable;
import static dev.slipway.hcl.function.Functions.text;

import dev.slipway.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code format} and {@code formatlist}: texts with verbs such as {@code %s} and {@code %05.2f}. */
final class FormatFunctions {
    private FormatFunctions() {}

    static Function get(String name) {
        return new Function(
                List.of(text("format")),
                Optional.of(nullable("args")),
                name.equals("format")
                        ? a -> Value.of(format(text(a, 0), a.subList(1, a.size())))
                        : FormatFunctions::formatList);
    }

    private static Value formatList(List<Value> arguments) throws FunctionException {
        int rows = 1;
        boolean hasList = false;
        for (int i = 1; i < arguments.size(); i++) {
            if (arguments.get(i).isSequence()) {
                int size = arguments.get(i).elements().size();
                if (hasList && size != rows) {
                    throw new FunctionException("the lists have " + rows + " and " + size + " elements", i);
                }
                rows = size;
                hasList = true;
            }
        }
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Value> values = new ArrayList<>();
            for (int i = 1; i < arguments.size(); i++) {
                Value argument = arguments.get(i);
                values.add(argument.isSequence() ? argument.elements().get(row) : argument);
            }
            texts.add(format(text(arguments, 0), values));
        }
        return Value.texts(texts);
    }

    private static String format(String format, List<Value> values) throws FunctionException {
        StringBuilder out = new StringBuilder();
        int next = 0;
        int used = 0;
        boolean hasIndex = false;
        int at = 0;
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                break;
            }
            out.append(format, at, percent);
            FormatVerb verb = FormatVerb.read(format, percent);
            at = verb.end();
            if (verb.letter() == '%') {
                out.append('%');
                continue;
            }
            int index = verb.argument() > 0 ? verb.argument() - 1 : next;
            hasIndex |= verb.argument() > 0;
            if (index >= values.size()) {
                throw new FunctionException("there is no argument for \"" + format.substring(percent, at) + "\"", 0);
            }
            out.append(verb.format(values.get(index), index + 1));
            next = index + 1;
            used = Math.max(used, next);
        }
        if (used < values.size() && !hasIndex) {
            throw new FunctionException("there are more arguments than verbs in the format", used + 1);
        }
        return out.append(format, Math.min(at, format.length()), format.length())
                .toString();
    }
}
