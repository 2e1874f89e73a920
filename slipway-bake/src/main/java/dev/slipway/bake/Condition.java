// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Expression;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold: a {@code validation} of a variable, or an {@code assert} block. */
record Condition(Expression condition, Optional<Expression> message) {
    /** @param messageName the name of the attribute that holds the message */
    static Condition read(Block block, String messageName, List<dev.slipway.text.Diagnostic> warnings) {
        Map<String, Attribute> attributes = block.body().content(Map.of()).attributes();
        UnknownWords.in(attributes.values(), List.of("condition", messageName), warnings);
        Attribute condition = attributes.get("condition");
        if (condition == null) {
            throw SourceException.at(
                    block.header(), "this block needs a condition: what must hold", "expected condition = ...");
        }
        return new Condition(
                condition.expression(),
                Optional.ofNullable(attributes.get(messageName)).map(Attribute::expression));
    }

    /**
     * @param otherwise what is said where the block has no message of its own
     * @throws SourceException if it does not hold
     */
    void check(Scope scope, String otherwise) {
        Value holds = condition.value(scope);
        if (holds instanceof Value.Bool(var b) && b) {
            return;
        }
        if (!(holds instanceof Value.Bool)) {
            throw SourceException.at(
                    condition.span(), "the condition is a " + holds.type().word(), "expected true or false");
        }
        String text = message.isPresent() ? text(message.get(), scope) : "";
        throw SourceException.at(condition.span(), text.isEmpty() ? otherwise : text, "this does not hold");
    }

    private static String text(Expression message, Scope scope) {
        try {
            return Conversion.to(Primitive.STRING, message.value(scope)) instanceof Value.Text(var text) ? text : "";
        } catch (ConversionException e) {
            throw SourceException.at(message.span(), "the message must be a text: " + e.getMessage());
        }
    }
}
