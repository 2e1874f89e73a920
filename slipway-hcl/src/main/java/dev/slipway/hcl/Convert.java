// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;

/** Gives values as the types that a place wants, or says at that place why not. */
final class Convert {
    private static final Num ZERO = Num.parse("0").orElseThrow();

    private Convert() {}

    static Value to(Type type, Value value, SourceSpan where) {
        try {
            return Conversion.to(type, value);
        } catch (ConversionException e) {
            throw SourceException.at(where, String.valueOf(e.getMessage()));
        }
    }

    private static Value present(Type type, Value value, SourceSpan where) {
        if (value.isNull()) {
            throw SourceException.at(where, type.word() + " required, got null");
        }
        return to(type, value, where);
    }

    static String text(Value value, SourceSpan where) {
        return present(Primitive.STRING, value, where) instanceof Value.Text(var text) ? text : "";
    }

    static Num number(Value value, SourceSpan where) {
        return present(Primitive.NUMBER, value, where) instanceof Num number ? number : ZERO;
    }

    static boolean bool(Value value, SourceSpan where) {
        return present(Primitive.BOOL, value, where) instanceof Value.Bool(var b) && b;
    }
}
