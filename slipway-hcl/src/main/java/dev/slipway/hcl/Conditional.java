// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Unification;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Optional;

/** {@code condition ? yes : no}, and {@code %{if}} in templates. Both sides count for the type of the result. */
record Conditional(Expression condition, Expression yes, Expression no, SourceSpan span) implements Expression {
    @Override
    public Value value(Scope scope) {
        boolean holds = Convert.bool(condition.value(scope), condition.span());
        Expression taken = holds ? yes : no;
        Value result = taken.value(scope);
        Optional<Value> other = otherSide(holds ? no : yes, scope);
        if (other.isEmpty()) {
            return result;
        }
        Type otherType = other.get().type();
        if (otherType.isAny() || result.type().same(otherType)) {
            return result;
        }
        Optional<Type> type =
                result.type().isAny() ? Optional.of(otherType) : Unification.of(List.of(result.type(), otherType));
        if (type.isEmpty()) {
            throw SourceException.at(
                    span,
                    "the two results have no type in common",
                    "one is a " + yes.value(scope).type().word() + ", the other a "
                            + no.value(scope).type().word());
        }
        return Convert.to(type.get(), result, taken.span());
    }

    // what is wrong with the side that is not taken is no matter
    private static Optional<Value> otherSide(Expression side, Scope scope) {
        try {
            return Optional.of(side.value(scope));
        } catch (SourceException _) {
            return Optional.empty();
        }
    }

    @Override
    public List<Expression> parts() {
        return List.of(condition, yes, no);
    }
}
