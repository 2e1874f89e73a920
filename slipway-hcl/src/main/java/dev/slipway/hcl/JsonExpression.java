// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A JSON value where an expression is wanted: its texts are templates. */
record JsonExpression(JsonNode node) implements Expression {
    @Override
    public SourceSpan span() {
        return node.span();
    }

    @Override
    public Value value(Scope scope) {
        if (node instanceof JsonNode.Text text) {
            return template(text).value(scope);
        }
        if (node instanceof JsonNode.Num(var number, var _)) {
            return number;
        }
        if (node instanceof JsonNode.Bool(var b, var _)) {
            return Value.of(b);
        }
        if (node instanceof JsonNode.Arr(var items, var _)) {
            List<Value> values = new ArrayList<>();
            for (JsonNode item : items) {
                values.add(new JsonExpression(item).value(scope));
            }
            return Value.tuple(values);
        }
        return node instanceof JsonNode.Obj(var members, var _) ? object(members, scope) : Value.Null.BARE;
    }

    private static Value object(List<JsonNode.Member> members, Scope scope) {
        Map<String, Value> values = new TreeMap<>();
        for (JsonNode.Member member : members) {
            Value key = template(member.name()).value(scope);
            String name = Convert.text(key, member.name().span());
            if (values.put(name, new JsonExpression(member.value()).value(scope)) != null) {
                throw SourceException.at(member.name().span(), "the object has two members \"" + name + "\"");
            }
        }
        return new Value.ObjectValue(values);
    }

    private static Expression template(JsonNode.Text text) {
        if (text.text().indexOf("${") < 0 && text.text().indexOf("%{") < 0) {
            return new Literal(Value.of(text.text()), text.span());
        }
        if (!text.hasEscapes()) {
            return HclParser.template(text.inner());
        }
        SourceFile inner = JsonReader.unescaped(text.span().file(), text.text());
        try {
            return HclParser.template(inner.span(0, inner.length()));
        } catch (SourceException e) {
            throw SourceException.at(text.span(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<Expression> parts() {
        if (node instanceof JsonNode.Text text) {
            return List.of(template(text));
        }
        List<Expression> parts = new ArrayList<>();
        if (node instanceof JsonNode.Arr(var items, var _)) {
            items.forEach(item -> parts.add(new JsonExpression(item)));
        } else if (node instanceof JsonNode.Obj(var members, var _)) {
            for (JsonNode.Member member : members) {
                parts.add(template(member.name()));
                parts.add(new JsonExpression(member.value()));
            }
        }
        return parts;
    }

    @Override
    public Optional<String> keyword() {
        return node instanceof JsonNode.Text text ? Optional.of(text.text()) : Optional.empty();
    }

    @Override
    public Optional<List<Expression>> elements() {
        return node instanceof JsonNode.Arr ? Optional.of(parts()) : Optional.empty();
    }
}
