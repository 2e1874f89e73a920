// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.function.Function;
import dev.slipway.hcl.value.Value;

/** What the name of a function stands for. */
public sealed interface Callable {
    /** A function of values. */
    record OfValues(Function function) implements Callable {}

    /** A function that decides itself which of its arguments it evaluates, and how. */
    @FunctionalInterface
    non-sealed interface OfExpressions extends Callable {
        Value call(Call call, Scope scope);
    }
}
