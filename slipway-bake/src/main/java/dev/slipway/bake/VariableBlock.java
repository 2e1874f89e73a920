// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.hcl.Expression;
import dev.slipway.hcl.TypeExpression;
import dev.slipway.hcl.value.Type;
import dev.slipway.text.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code variable} block. */
record VariableBlock(
        Block block,
        Optional<Type> type,
        Optional<Attribute> fallback,
        Optional<Attribute> description,
        List<Rule> rules) {
    /** One {@code validation} of it. */
    record Rule(Expression condition, Optional<Expression> message) {}

    static VariableBlock read(Block block) {
        Body.Content content = block.body().content(Map.of("validation", 0));
        Optional<Attribute> type = Optional.ofNullable(content.attributes().get("type"));
        List<Rule> rules = new ArrayList<>();
        for (Block rule : content.blocks()) {
            Map<String, Attribute> attributes = rule.body().content(Map.of()).attributes();
            Attribute condition = attributes.get("condition");
            if (condition == null) {
                throw SourceException.at(rule.header(), "a validation needs a condition", "expected condition = ...");
            }
            rules.add(new Rule(
                    condition.expression(),
                    Optional.ofNullable(attributes.get("error_message")).map(Attribute::expression)));
        }
        return new VariableBlock(
                block,
                type.map(attribute -> TypeExpression.read(attribute.expression())),
                Optional.ofNullable(content.attributes().get("default")),
                Optional.ofNullable(content.attributes().get("description")),
                rules);
    }

    String name() {
        return block.labels().getFirst().text();
    }

    SourceException fault(String summary) {
        return SourceException.at(block.labels().getFirst().span(), summary);
    }
}
