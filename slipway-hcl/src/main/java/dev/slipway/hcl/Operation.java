// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.value.Num;
import dev.slipway.hcl.value.Order;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.List;

/** Operators and their operands. */
final class Operation {
    private Operation() {}

    /** The operators with two operands; those of a higher level bind more tightly. */
    enum Operator {
        OR(1),
        AND(2),
        EQUAL(3),
        NOT_EQUAL(3),
        LESS(4),
        LESS_EQUAL(4),
        GREATER(4),
        GREATER_EQUAL(4),
        ADD(5),
        SUBTRACT(5),
        MULTIPLY(6),
        DIVIDE(6),
        MODULO(6);

        /** The level of those that bind least. */
        static final int LOWEST = 1;

        private final int level;

        Operator(int level) {
            this.level = level;
        }

        int level() {
            return level;
        }
    }

    /** Two operands. */
    record Binary(Operator operator, Expression left, Expression right, SourceSpan span) implements Expression {
        @Override
        public Value value(Scope scope) {
            Value a = left.value(scope);
            Value b = right.value(scope);
            return switch (operator) {
                case EQUAL -> Value.of(Order.same(a, b));
                case NOT_EQUAL -> Value.of(!Order.same(a, b));
                case OR, AND -> logic(a, b);
                case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> comparison(a, b);
                case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> arithmetic(a, b);
            };
        }

        private Value logic(Value a, Value b) {
            boolean x = Convert.bool(a, left.span());
            boolean y = Convert.bool(b, right.span());
            return Value.of(operator == Operator.OR ? x || y : x && y);
        }

        private Value comparison(Value a, Value b) {
            int order = Convert.number(a, left.span()).compareTo(Convert.number(b, right.span()));
            return Value.of(
                    switch (operator) {
                        case LESS -> order < 0;
                        case LESS_EQUAL -> order <= 0;
                        case GREATER -> order > 0;
                        default -> order >= 0;
                    });
        }

        private Value arithmetic(Value a, Value b) {
            Num x = number(a, left.span());
            Num y = number(b, right.span());
            if (y.isZero() && (operator == Operator.DIVIDE || operator == Operator.MODULO)) {
                throw SourceException.at(right.span(), "division by zero");
            }
            return switch (operator) {
                case ADD -> x.plus(y);
                case SUBTRACT -> x.plus(y.negated());
                case MULTIPLY -> x.times(y);
                case DIVIDE -> x.over(y);
                default -> x.remainder(y);
            };
        }

        private Num number(Value value, SourceSpan where) {
            try {
                return Convert.number(value, where);
            } catch (SourceException e) {
                boolean joins = operator == Operator.ADD && value instanceof Value.Text;
                throw joins ? SourceException.at(where, String.valueOf(e.getMessage()), "\"${a}${b}\" joins texts") : e;
            }
        }

        @Override
        public List<Expression> parts() {
            return List.of(left, right);
        }
    }

    /** {@code -x}, or {@code !x}. */
    record Unary(boolean negates, Expression operand, SourceSpan span) implements Expression {
        @Override
        public Value value(Scope scope) {
            Value value = operand.value(scope);
            return negates
                    ? Convert.number(value, operand.span()).negated()
                    : Value.of(!Convert.bool(value, operand.span()));
        }

        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }
    }
}
