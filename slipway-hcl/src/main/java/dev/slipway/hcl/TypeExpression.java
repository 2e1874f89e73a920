// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Types that are written as expressions: {@code string}, {@code list(number)}, <code>object({a = bool})</code>. */
public final class TypeExpression {
    private static final List<String> NAMES =
            List.of("string", "number", "bool", "any", "list", "set", "map", "tuple", "object");

    private TypeExpression() {}

    /** @throws SourceException if the expression is no type */
    public static Type read(Expression expression) {
        if (expression instanceof JsonExpression json && json.keyword().isPresent()) {
            return read(HclParser.expression(
                    JsonReader.unescaped(json.span().file(), json.keyword().get())));
        }
        if (expression instanceof Call call) {
            return constructed(call);
        }
        Optional<String> word = expression.keyword();
        return switch (word.orElse("")) {
            case "string" -> Primitive.STRING;
            case "number" -> Primitive.NUMBER;
            case "bool" -> Primitive.BOOL;
            case "any" -> Primitive.ANY;
            case "" -> throw SourceException.at(expression.span(), "this is no type", expected());
            default -> throw unknown(expression.span(), word.orElse(""));
        };
    }

    private static String expected() {
        return "expected string, number, bool, any, list(...), set(...), map(...), tuple([...]) or object({...})";
    }

    private static SourceException unknown(SourceSpan where, String word) {
        boolean isConstructor = NAMES.contains(word);
        String help = isConstructor
                ? "write the type of its elements: " + word + "(string)"
                : Suggestion.didYouMean(word, NAMES).orElse(expected());
        return SourceException.at(where, "\"" + word + "\" is no type", help);
    }

    private static Type constructed(Call call) {
        if (!NAMES.subList(4, NAMES.size()).contains(call.name())) {
            throw unknown(call.nameSpan(), call.name());
        }
        if (call.arguments().size() != 1) {
            throw SourceException.at(call.span(), call.name() + "() takes one argument", expected());
        }
        Expression argument = call.arguments().getFirst();
        return switch (call.name()) {
            case "list" -> new Type.ListOf(read(argument));
            case "set" -> new Type.SetOf(read(argument));
            case "map" -> new Type.MapOf(read(argument));
            case "tuple" -> tuple(argument);
            default -> object(argument);
        };
    }

    private static Type tuple(Expression argument) {
        Optional<List<Expression>> elements = argument.elements();
        if (elements.isEmpty()) {
            throw SourceException.at(
                    argument.span(), "the types of a tuple stand in brackets", "tuple([string, number])");
        }
        List<Type> types = new ArrayList<>();
        for (Expression element : elements.get()) {
            types.add(read(element));
        }
        return new Type.TupleOf(types);
    }

    private static Type object(Expression argument) {
        if (!(argument instanceof Construct.ObjectOf(var items, var _))) {
            throw SourceException.at(
                    argument.span(), "the types of an object stand in braces", "object({name = string})");
        }
        Map<String, Type> attributes = new TreeMap<>();
        Set<String> optional = new HashSet<>();
        for (Construct.Item item : items) {
            String name = item.key() instanceof Literal(dev.slipway.hcl.value.Value.Text(var text), var _) ? text : "";
            Expression type = item.value();
            if (type instanceof Call call
                    && call.name().equals("optional")
                    && !call.arguments().isEmpty()) {
                if (call.arguments().size() > 1) {
                    throw SourceException.at(
                            call.span(), "optional() takes the type alone", "what is absent is null: optional(string)");
                }
                optional.add(name);
                type = call.arguments().getFirst();
            }
            attributes.put(name, read(type));
        }
        return new Type.ObjectOf(attributes, optional);
    }
}
