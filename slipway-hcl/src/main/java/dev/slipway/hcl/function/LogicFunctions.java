// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.bool;
import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.nullable;
import static dev.slipway.hcl.function.Functions.number;

import dev.slipway.hcl.value.Order;
import dev.slipway.hcl.value.Value;

/** Comparisons, and what is made of their results. */
final class LogicFunctions {
    private LogicFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "and" -> function(a -> Value.of(bool(a, 0) && bool(a, 1)), bool("a"), bool("b"));
            case "or" -> function(a -> Value.of(bool(a, 0) || bool(a, 1)), bool("a"), bool("b"));
            case "not" -> function(a -> Value.of(!bool(a, 0)), bool("val"));
            case "equal" -> function(a -> Value.of(Order.same(a.get(0), a.get(1))), nullable("a"), nullable("b"));
            case "notequal" -> function(a -> Value.of(!Order.same(a.get(0), a.get(1))), nullable("a"), nullable("b"));
            case "greaterthan" -> comparison(order -> order > 0);
            case "greaterthanorequalto" -> comparison(order -> order >= 0);
            case "lessthan" -> comparison(order -> order < 0);
            default -> comparison(order -> order <= 0);
        };
    }

    private interface Test {
        boolean holds(int order);
    }

    private static Function comparison(Test test) {
        return function(a -> Value.of(test.holds(number(a, 0).compareTo(number(a, 1)))), number("a"), number("b"));
    }
}
