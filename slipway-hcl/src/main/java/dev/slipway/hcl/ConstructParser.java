// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.Token.Kind;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tuples, objects and the for expressions that make them. */
final class ConstructParser {
    private final Scanner scanner;
    private final ExpressionParser expressions;

    ConstructParser(Scanner scanner, ExpressionParser expressions) {
        this.scanner = scanner;
        this.expressions = expressions;
    }

    Expression tuple() {
        Token open = scanner.next();
        boolean before = scanner.countNewlines(false);
        if (scanner.isWord(scanner.peek(), "for")) {
            Expression found = loop(open, Kind.CLOSE_BRACKET);
            scanner.countNewlines(before);
            return found;
        }
        List<Expression> items = new ArrayList<>();
        while (!scanner.isNext(Kind.CLOSE_BRACKET)) {
            items.add(expressions.expression());
            if (!scanner.accept(Kind.COMMA)) {
                break;
            }
        }
        scanner.expect(Kind.CLOSE_BRACKET, "or \",\" behind an element");
        int end = scanner.offset();
        scanner.countNewlines(before);
        return new Construct.TupleOf(List.copyOf(items), scanner.span(open.start(), end));
    }

    Expression object() {
        Token open = scanner.next();
        boolean before = scanner.countNewlines(false);
        if (scanner.isWord(scanner.peek(), "for") && !isKey(scanner.peek())) {
            Expression found = loop(open, Kind.CLOSE_BRACE);
            scanner.countNewlines(before);
            return found;
        }
        scanner.countNewlines(true);
        List<Construct.Item> items = new ArrayList<>();
        scanner.skipNewlines();
        while (!scanner.isNext(Kind.CLOSE_BRACE)) {
            items.add(item());
            if (!scanner.accept(Kind.COMMA) && !scanner.isNext(Kind.NEWLINE)) {
                break;
            }
            scanner.skipNewlines();
        }
        scanner.expect(Kind.CLOSE_BRACE, "or a new line behind an attribute");
        int end = scanner.offset();
        scanner.countNewlines(before);
        return new Construct.ObjectOf(List.copyOf(items), scanner.span(open.start(), end));
    }

    // an attribute may have the name "for"
    private boolean isKey(Token word) {
        scanner.next();
        boolean assigns = scanner.isNext(Kind.ASSIGN) || scanner.isNext(Kind.COLON);
        scanner.goTo(word.start());
        return assigns;
    }

    private Construct.Item item() {
        Expression key = expressions.expression();
        if (key instanceof Variable variable && variable.steps().isEmpty()) {
            key = new Literal(Value.of(variable.name()), variable.span());
        } else if (key instanceof Literal literal && literal.keyword().isPresent()) {
            key = new Literal(Value.of(literal.span().text()), literal.span());
        } else if (key instanceof Access.Attribute || key instanceof Access.Index) {
            throw SourceException.at(
                    key.span(), "this key could be a name or a value", "put it in quotes, or in parentheses");
        }
        if (!scanner.accept(Kind.ASSIGN) && !scanner.accept(Kind.COLON)) {
            throw scanner.unexpected("expected \"=\" or \":\" behind the name of an attribute");
        }
        return new Construct.Item(key, expressions.expression());
    }

    private Expression loop(Token open, Kind close) {
        scanner.next();
        For.Loop loop = loop(Kind.COLON);
        Expression first = expressions.expression();
        Optional<Expression> key = Optional.empty();
        Expression value = first;
        boolean groups = false;
        if (close == Kind.CLOSE_BRACE) {
            scanner.expect(Kind.ARROW, "between the key and the value of an object's for");
            key = Optional.of(first);
            value = expressions.expression();
            groups = scanner.accept(Kind.ELLIPSIS);
        }
        Optional<Expression> condition = Optional.empty();
        if (scanner.isWord(scanner.peek(), "if")) {
            scanner.next();
            condition = Optional.of(expressions.expression());
        }
        scanner.expect(close, "at the end of the for");
        return new For(loop, new For.Form(key, value, condition, groups), scanner.span(open.start(), scanner.offset()));
    }

    /** Reads {@code x in y} or {@code k, v in y}, behind the word {@code for}. */
    For.Loop loop(Kind end) {
        String first = scanner.text(scanner.expect(Kind.NAME, "that each element gets"));
        Optional<String> key = Optional.empty();
        if (scanner.accept(Kind.COMMA)) {
            key = Optional.of(first);
            first = scanner.text(scanner.expect(Kind.NAME, "that each value gets"));
        }
        if (!scanner.isWord(scanner.peek(), "in")) {
            throw scanner.unexpected("expected \"in\" and what is gone through");
        }
        scanner.next();
        Expression collection = expressions.expression();
        if (end == Kind.COLON) {
            scanner.expect(Kind.COLON, "behind what is gone through");
        }
        return new For.Loop(key, first, collection);
    }
}
