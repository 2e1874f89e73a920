// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.hcl.TypeExpression;
import dev.slipway.hcl.value.Type;
import dev.slipway.text.Diagnostic;
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
        List<Condition> rules) {
    private static final List<String> KNOWN = List.of("type", "default", "description");

    /** @param warnings gets what nothing reads */
    static VariableBlock read(Block block, List<Diagnostic> warnings) {
        Body.Content content = block.body().content(Map.of("validation", 0));
        Optional<Attribute> type = Optional.ofNullable(content.attributes().get("type"));
        UnknownWords.in(content.attributes().values(), KNOWN, warnings);
        for (Block other : content.others()) {
            warnings.add(UnknownWords.block(other, List.of("validation"), KNOWN, "in a variable"));
        }
        List<Condition> rules = new ArrayList<>();
        for (Block rule : content.blocks()) {
            rules.add(Condition.read(rule, "error_message", warnings));
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

    SourceException fault(String summary, String help) {
        return SourceException.at(block.labels().getFirst().span(), summary, help);
    }
}
