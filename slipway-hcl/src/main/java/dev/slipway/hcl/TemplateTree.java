// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** Nests the directives of a template. */
final class TemplateTree {
    private final List<TemplatePart> parts;
    private int at;

    TemplateTree(List<TemplatePart> parts) {
        this.parts = parts;
    }

    List<Expression> build() {
        List<Expression> found = sequence();
        if (at < parts.size()) {
            throw SourceException.at(parts.get(at).span(), "nothing is open that this directive could end or continue");
        }
        return found;
    }

    private List<Expression> sequence() {
        List<Expression> found = new ArrayList<>();
        while (at < parts.size()) {
            TemplatePart part = parts.get(at);
            if (part instanceof TemplatePart.Text(var text, var span)) {
                found.add(new Literal(dev.slipway.hcl.value.Value.of(text), span));
                at++;
            } else if (part instanceof TemplatePart.Value(var expression, var _)) {
                found.add(expression);
                at++;
            } else if (part instanceof TemplatePart.If(var condition, var span)) {
                found.add(condition(condition, span));
            } else if (part instanceof TemplatePart.For(var loop, var span)) {
                at++;
                Expression body = new Template(joined(sequence(), span), span);
                end(part, TemplatePart.EndFor.class, "%{endfor}");
                found.add(new Template.Loop(loop, body, span));
            } else {
                return found;
            }
        }
        return found;
    }

    private Expression condition(Expression condition, SourceSpan span) {
        TemplatePart open = parts.get(at++);
        Expression yes = new Template(joined(sequence(), span), span);
        Expression no = new Literal(dev.slipway.hcl.value.Value.of(""), span);
        if (at < parts.size() && parts.get(at) instanceof TemplatePart.Else) {
            at++;
            no = new Template(joined(sequence(), span), span);
        }
        end(open, TemplatePart.EndIf.class, "%{endif}");
        return new Conditional(condition, yes, no, span);
    }

    // text, even where it is one expression alone
    private static List<Expression> joined(List<Expression> parts, SourceSpan span) {
        List<Expression> all = new ArrayList<>(parts);
        if (all.size() < 2) {
            all.add(new Literal(dev.slipway.hcl.value.Value.of(""), span));
        }
        return List.copyOf(all);
    }

    private void end(TemplatePart open, Class<? extends TemplatePart> wanted, String word) {
        if (at >= parts.size() || !wanted.isInstance(parts.get(at))) {
            SourceSpan where = at < parts.size() ? parts.get(at).span() : open.span();
            throw SourceException.at(
                    where,
                    "a directive is not ended",
                    "expected " + word + " for that of line " + open.span().line());
        }
        at++;
    }
}
