// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Callable;
import dev.slipway.hcl.Expression;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.function.Function;
import dev.slipway.hcl.function.Function.Parameter;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code function} block. */
record FunctionBlock(Block block, List<String> parameters, Optional<String> variadic, Expression result) {
    private static final List<String> KNOWN = List.of("params", "variadic_params", "result");

    static FunctionBlock read(Block block) {
        Map<String, Attribute> attributes = block.body().content(Map.of()).attributes();
        for (Attribute attribute : attributes.values()) {
            if (!KNOWN.contains(attribute.name())) {
                throw new SourceException(Diagnostic.error(
                                "a function has no attribute \"" + attribute.name() + "\"", attribute.nameSpan())
                        .withHelp(Suggestion.didYouMean(attribute.name(), KNOWN)
                                .orElse("expected params, variadic_params, result")));
            }
        }
        Attribute params = attributes.get("params");
        Attribute result = attributes.get("result");
        if (params == null || result == null) {
            String missing = params == null ? "params = [...]" : "result = ...";
            throw SourceException.at(block.header(), "the function is not complete", "expected " + missing);
        }
        Optional<List<Expression>> names = params.expression().elements();
        if (names.isEmpty()) {
            throw SourceException.at(
                    params.expression().span(), "params is a list of names", "expected params = [a, b]");
        }
        List<String> parameters = new ArrayList<>();
        for (Expression name : names.get()) {
            parameters.add(name(name));
        }
        Attribute variadic = attributes.get("variadic_params");
        return new FunctionBlock(
                block,
                parameters,
                variadic == null ? Optional.empty() : Optional.of(name(variadic.expression())),
                result.expression());
    }

    private static String name(Expression expression) {
        Optional<String> name = expression.keyword();
        if (name.isEmpty()) {
            throw SourceException.at(expression.span(), "a parameter is a name", "without quotes, and nothing else");
        }
        return name.get();
    }

    String name() {
        return block.labels().getFirst().text();
    }

    /** All names that the result may use of its own. */
    List<String> names() {
        List<String> names = new ArrayList<>(parameters);
        variadic.ifPresent(names::add);
        return names;
    }

    Callable callable(Scope scope) {
        List<Parameter> declared = new ArrayList<>();
        for (String parameter : parameters) {
            declared.add(new Parameter(parameter, Primitive.ANY, true));
        }
        Optional<Parameter> rest = variadic.map(name -> new Parameter(name, Primitive.ANY, true));
        return new Callable.OfValues(new Function(declared, rest, arguments -> call(arguments, scope)));
    }

    private Value call(List<Value> arguments, Scope scope) {
        Map<String, Value> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            values.put(parameters.get(i), arguments.get(i));
        }
        if (variadic.isPresent()) {
            values.put(variadic.get(), Value.tuple(arguments.subList(parameters.size(), arguments.size())));
        }
        return result.value(scope.with(values));
    }
}
