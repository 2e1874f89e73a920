// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.number;
import static dev.slipway.hcl.function.Functions.text;
import static dev.slipway.hcl.function.Functions.whole;

import dev.slipway.hcl.value.Value;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Functions on secrets. */
final class CipherFunctions {
    private static final int USUAL_COST = 10;
    private static final int LEAST_COST = 4;
    private static final int MOST_COST = 31;

    private CipherFunctions() {}

    /** @param random gives 32 hex digits, for the salt */
    static Function bcrypt(Supplier<String> random) {
        return new Function(
                List.of(text("str")), Optional.of(number("cost")), arguments -> bcrypt(arguments, random.get()));
    }

    private static Value bcrypt(List<Value> arguments, String salt) throws FunctionException {
        if (arguments.size() > 2) {
            throw new FunctionException("expected a text and a cost", 2);
        }
        int cost = arguments.size() == 2 ? whole(arguments, 1) : USUAL_COST;
        if (cost > MOST_COST) {
            throw new FunctionException("the cost is " + LEAST_COST + " to " + MOST_COST, 1);
        }
        // what is too cheap is taken for the usual cost, as go-cty-funcs does
        int used = cost < LEAST_COST ? USUAL_COST : cost;
        return Value.of(Bcrypt.hash(text(arguments, 0), used, HexFormat.of().parseHex(salt)));
    }

    static Function rsaDecrypt() {
        return Functions.function(
                a -> Value.of(RsaKey.parse(text(a, 1)).decrypt(text(a, 0))), text("ciphertext"), text("privatekey"));
    }
}
