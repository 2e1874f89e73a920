// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.function.Function;
import dev.slipway.hcl.function.FunctionException;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The call of a function.
 *
 * @param expands whether the last argument is a list that holds further arguments
 */
public record Call(String name, SourceSpan nameSpan, List<Expression> arguments, boolean expands, SourceSpan span)
        implements Expression {
    @Override
    public Value value(Scope scope) {
        Optional<Callable> callable = scope.function(name);
        if (callable.isEmpty()) {
            throw Faults.unknown(nameSpan, "there is no function \"" + name + "\"", name, scope.functionNames());
        }
        if (callable.get() instanceof Callable.OfExpressions form) {
            return form.call(this, scope);
        }
        return callable.get() instanceof Callable.OfValues(var function) ? apply(function, scope) : Value.Null.BARE;
    }

    /** What the function makes of the arguments. */
    public Value apply(Function function, Scope scope) {
        List<Value> values = new ArrayList<>();
        for (Expression argument : arguments) {
            values.add(argument.value(scope));
        }
        if (expands) {
            expand(values);
        }
        try {
            return function.call(values);
        } catch (FunctionException e) {
            throw fault(e, values.size());
        }
    }

    private void expand(List<Value> values) {
        Value last = values.removeLast();
        if (last.isNull() || !last.isSequence()) {
            throw SourceException.at(
                    arguments.getLast().span(),
                    "\"...\" stands behind a list of arguments, not behind a "
                            + (last.isNull() ? "null" : last.type().word()));
        }
        values.addAll(last.elements());
    }

    private SourceException fault(FunctionException e, int given) {
        int index = e.argument();
        boolean isKnown = index >= 0 && index < given;
        SourceSpan at =
                isKnown ? arguments.get(Math.min(index, arguments.size() - 1)).span() : span;
        Diagnostic diagnostic = Diagnostic.error(name + "(): " + e.getMessage(), at);
        return new SourceException(diagnostic.withHelp(e.help()));
    }

    @Override
    public List<Expression> parts() {
        return arguments;
    }
}
