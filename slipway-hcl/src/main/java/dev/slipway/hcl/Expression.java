// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind an equals sign. Each kind evaluates itself: a switch over the kinds would cost milliseconds at its
 * first use, and a chain of tests would cost at each.
 */
public sealed interface Expression
        permits Access.Attribute,
                Access.Index,
                Access.Splat,
                Call,
                Conditional,
                Construct.ObjectOf,
                Construct.TupleOf,
                For,
                JsonExpression,
                Literal,
                Operation.Binary,
                Operation.Unary,
                Parentheses,
                Template,
                Template.Loop,
                Variable {
    /** Where it stands. */
    SourceSpan span();

    /**
     * The value of it where the scope gives the names their meaning.
     *
     * @throws dev.slipway.text.SourceException if it has none
     */
    Value value(Scope scope);

    /** The expressions that this one is made of. */
    List<Expression> parts();

    /** The bare name that it is, where a name is wanted rather than a value. */
    default Optional<String> keyword() {
        return Optional.empty();
    }

    /** Its elements, unevaluated, if it is written as a list. */
    default Optional<List<Expression>> elements() {
        return Optional.empty();
    }
}
