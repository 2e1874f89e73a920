// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.Operation.Operator;
import dev.slipway.hcl.Token.Kind;
import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads expressions. Stops at the first fault, with an exception that the parser of the file turns into a diagnostic. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 200;

    private final Scanner scanner;
    private int depth;

    ExpressionParser(Scanner scanner) {
        this.scanner = scanner;
    }

    Expression expression() {
        if (++depth > MAX_DEPTH) {
            throw SourceException.at(
                    scanner.span(scanner.peek()), "expressions are nested more than " + MAX_DEPTH + " deep");
        }
        int start = scanner.peek().start();
        Expression condition = binary(Operator.LOWEST);
        if (scanner.accept(Kind.QUESTION)) {
            Expression yes = expression();
            scanner.expect(Kind.COLON, "between the two results of the condition");
            Expression no = expression();
            condition = new Conditional(condition, yes, no, scanner.span(start, scanner.offset()));
        }
        depth--;
        return condition;
    }

    /** Reads what is inside of brackets of any kind, where ends of lines mean nothing. */
    Expression bracketed() {
        boolean before = scanner.countNewlines(false);
        Expression inner = expression();
        scanner.countNewlines(before);
        return inner;
    }

    private Expression binary(int lowest) {
        int start = scanner.peek().start();
        Expression left = unary();
        Operator operator = operator();
        while (operator != null && operator.level() >= lowest) {
            scanner.next();
            Expression right = binary(operator.level() + 1);
            left = new Operation.Binary(operator, left, right, scanner.span(start, scanner.offset()));
            operator = operator();
        }
        return left;
    }

    private @Nullable Operator operator() {
        return switch (scanner.peek().kind()) {
            case OR -> Operator.OR;
            case AND -> Operator.AND;
            case EQUAL -> Operator.EQUAL;
            case NOT_EQUAL -> Operator.NOT_EQUAL;
            case LESS -> Operator.LESS;
            case LESS_EQUAL -> Operator.LESS_EQUAL;
            case GREATER -> Operator.GREATER;
            case GREATER_EQUAL -> Operator.GREATER_EQUAL;
            case PLUS -> Operator.ADD;
            case MINUS -> Operator.SUBTRACT;
            case STAR -> Operator.MULTIPLY;
            case SLASH -> Operator.DIVIDE;
            case PERCENT -> Operator.MODULO;
            default -> null;
        };
    }

    private Expression unary() {
        Token token = scanner.peek();
        if (token.kind() != Kind.MINUS && token.kind() != Kind.NOT) {
            return postfix(term());
        }
        scanner.next();
        if (++depth > MAX_DEPTH) {
            throw SourceException.at(scanner.span(token), "expressions are nested more than " + MAX_DEPTH + " deep");
        }
        Expression operand = unary();
        depth--;
        return new Operation.Unary(token.kind() == Kind.MINUS, operand, scanner.span(token.start(), scanner.offset()));
    }

    private Expression term() {
        Token token = scanner.peek();
        return switch (token.kind()) {
            case NAME -> name(scanner.next());
            case NUMBER -> number(scanner.next());
            case QUOTE -> new TemplateParser(scanner, this).quoted();
            case HEREDOC -> new TemplateParser(scanner, this).heredoc();
            case OPEN_PARENTHESIS -> parentheses(scanner.next());
            case OPEN_BRACKET -> new ConstructParser(scanner, this).tuple();
            case OPEN_BRACE -> new ConstructParser(scanner, this).object();
            default ->
                throw scanner.unexpected(
                        scanner.byteAt(token.start()) == '\''
                                ? "texts stand in double quotes"
                                : "expected an expression");
        };
    }

    private Expression number(Token token) {
        Optional<Num> number = Num.parse(scanner.text(token));
        if (number.isEmpty()) {
            throw SourceException.at(scanner.span(token), "this number is too large to be meant");
        }
        return new Literal(number.get(), scanner.span(token));
    }

    private Expression parentheses(Token open) {
        boolean before = scanner.countNewlines(false);
        Expression inner = expression();
        scanner.expect(Kind.CLOSE_PARENTHESIS, "behind what the parenthesis began");
        scanner.countNewlines(before);
        return new Parentheses(inner, scanner.span(open.start(), scanner.offset()));
    }

    private Expression name(Token token) {
        String text = scanner.text(token);
        if (scanner.isNext(Kind.OPEN_PARENTHESIS)) {
            return call(token, text);
        }
        return switch (text) {
            case "true" -> new Literal(Value.Bool.TRUE, scanner.span(token));
            case "false" -> new Literal(Value.Bool.FALSE, scanner.span(token));
            case "null" -> new Literal(Value.Null.BARE, scanner.span(token));
            default -> variable(token, text);
        };
    }

    // the names that follow are read ahead, so that whoever gives the value knows what of it is asked for
    private Expression variable(Token token, String text) {
        List<Token> names = new ArrayList<>();
        int behind = scanner.offset();
        while (scanner.isNext(Kind.DOT)) {
            scanner.next();
            if (!scanner.isNext(Kind.NAME)) {
                break;
            }
            names.add(scanner.next());
            behind = scanner.offset();
        }
        scanner.goTo(behind);
        List<String> steps = new ArrayList<>();
        for (Token name : names) {
            steps.add(scanner.text(name));
        }
        Expression found = new Variable(text, List.copyOf(steps), scanner.span(token));
        for (Token name : names) {
            found = new Access.Attribute(found, scanner.text(name), scanner.span(token.start(), name.end()));
        }
        return found;
    }

    private Expression call(Token name, String text) {
        scanner.next();
        boolean before = scanner.countNewlines(false);
        List<Expression> arguments = new ArrayList<>();
        boolean expands = false;
        while (!scanner.isNext(Kind.CLOSE_PARENTHESIS)) {
            arguments.add(expression());
            if (scanner.accept(Kind.ELLIPSIS)) {
                expands = true;
                break;
            }
            if (!scanner.accept(Kind.COMMA)) {
                break;
            }
        }
        scanner.expect(Kind.CLOSE_PARENTHESIS, "behind the arguments of " + text + "()");
        scanner.countNewlines(before);
        return new Call(
                text,
                scanner.span(name),
                List.copyOf(arguments),
                expands,
                scanner.span(name.start(), scanner.offset()));
    }

    /** Reads what follows a term: attributes, indexes and splats. */
    private Expression postfix(Expression term) {
        Expression found = term;
        int start = term.span().start();
        while (true) {
            if (scanner.isNext(Kind.DOT)) {
                found = dotted(found, start);
            } else if (scanner.isNext(Kind.OPEN_BRACKET)) {
                found = index(found, start);
            } else {
                return found;
            }
        }
    }

    private Expression dotted(Expression source, int start) {
        scanner.next();
        Token token = scanner.peek();
        if (token.kind() == Kind.NAME) {
            scanner.next();
            return new Access.Attribute(source, scanner.text(token), scanner.span(start, token.end()));
        }
        if (token.kind() == Kind.NUMBER) {
            return numbered(source, start);
        }
        if (token.kind() == Kind.STAR) {
            scanner.next();
            Expression each = element(token);
            while (scanner.isNext(Kind.DOT)) {
                each = dotted(each, token.start());
            }
            return new Access.Splat(source, each, scanner.span(start, scanner.offset()));
        }
        throw scanner.unexpected("expected the name of an attribute behind \".\"");
    }

    // the old way to write an index; .0.1 was scanned as one number
    private Expression numbered(Expression source, int start) {
        Token token = scanner.next();
        Expression found = source;
        int at = token.start();
        for (String digits : scanner.text(token).split("\\.", -1)) {
            Optional<Num> number = Num.parse(digits);
            if (number.isEmpty()) {
                throw SourceException.at(scanner.span(token), "\"" + digits + "\" is no index");
            }
            Expression key = new Literal(number.get(), scanner.span(at, at + digits.length()));
            at += digits.length() + 1;
            found = new Access.Index(found, key, scanner.span(start, at - 1));
        }
        return found;
    }

    private Expression index(Expression source, int start) {
        Token open = scanner.next();
        boolean before = scanner.countNewlines(false);
        if (scanner.isNext(Kind.STAR)) {
            Token star = scanner.next();
            scanner.expect(Kind.CLOSE_BRACKET, "behind \"[*\"");
            scanner.countNewlines(before);
            Expression each = postfix(element(star));
            return new Access.Splat(source, each, scanner.span(start, scanner.offset()));
        }
        Expression key = expression();
        scanner.expect(Kind.CLOSE_BRACKET, "behind the index that \"[\" began");
        int end = scanner.offset();
        scanner.countNewlines(before);
        assert end > open.start();
        return new Access.Index(source, key, scanner.span(start, end));
    }

    private Expression element(Token star) {
        return new Variable(Access.ELEMENT, List.of(), scanner.span(star));
    }
}
