// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import java.util.Optional;

/** The functions that see their arguments before these are evaluated. */
public final class SpecialForms {
    private SpecialForms() {}

    /** The form of that name: {@code try}, {@code can} or {@code convert}. */
    public static Optional<Callable> find(String name) {
        Callable.OfExpressions form = switch (name) {
            case "try" -> SpecialForms::first;
            case "can" -> SpecialForms::can;
            case "convert" -> SpecialForms::convert;
            default -> null;
        };
        return Optional.ofNullable(form);
    }

    private static Value first(Call call, Scope scope) {
        if (call.arguments().isEmpty()) {
            throw SourceException.at(call.span(), "try() takes at least one argument");
        }
        Diagnostic all = Diagnostic.error("no argument of try() has a value", call.span());
        for (Expression argument : call.arguments()) {
            try {
                return argument.value(scope);
            } catch (SourceException e) {
                Diagnostic why = e.diagnostics().getFirst();
                all = why.at().isPresent()
                        ? all.withNote(why.summary(), why.at().get())
                        : all.withNote(why.summary());
            }
        }
        throw new SourceException(all);
    }

    private static Value can(Call call, Scope scope) {
        if (call.arguments().size() != 1) {
            throw SourceException.at(call.span(), "can() takes one argument");
        }
        try {
            call.arguments().getFirst().value(scope);
            return Value.Bool.TRUE;
        } catch (SourceException _) {
            return Value.Bool.FALSE;
        }
    }

    private static Value convert(Call call, Scope scope) {
        if (call.arguments().size() != 2) {
            throw SourceException.at(call.span(), "convert() takes a value and a type");
        }
        Expression value = call.arguments().getFirst();
        return Convert.to(TypeExpression.read(call.arguments().get(1)), value.value(scope), value.span());
    }
}
