// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.number;
import static dev.slipway.hcl.function.Functions.text;
import static dev.slipway.hcl.function.Functions.variadic;
import static dev.slipway.hcl.function.Functions.whole;

import dev.slipway.hcl.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Networks and the addresses in them. */
final class CidrFunctions {
    private CidrFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "cidrhost" -> function(CidrFunctions::host, text("prefix"), number("hostnum"));
            case "cidrnetmask" -> function(CidrFunctions::netmask, text("prefix"));
            case "cidrsubnet" -> function(CidrFunctions::subnet, text("prefix"), number("newbits"), number("netnum"));
            default -> variadic(CidrFunctions::subnets, text("prefix"), number("newbits"));
        };
    }

    private static Value host(List<Value> arguments) throws FunctionException {
        Network network = Network.parse(text(arguments, 0));
        BigInteger size = BigInteger.ONE.shiftLeft(network.width() - network.prefix());
        BigInteger index = number(arguments, 1).toBigInteger();
        BigInteger host = index.signum() < 0 ? size.add(index) : index;
        if (host.signum() < 0 || host.compareTo(size) >= 0) {
            throw new FunctionException("the network has no host " + index, 1);
        }
        return Value.of(network.address(network.base().add(host)));
    }

    private static Value netmask(List<Value> arguments) throws FunctionException {
        Network network = Network.parse(text(arguments, 0));
        if (network.width() != 32) {
            throw new FunctionException("only networks of IPv4 have a mask", 0);
        }
        return Value.of(network.address(network.mask()));
    }

    private static Value subnet(List<Value> arguments) throws FunctionException {
        Network network = Network.parse(text(arguments, 0));
        int bits = whole(arguments, 1);
        BigInteger index = number(arguments, 2).toBigInteger();
        int prefix = network.prefix() + bits;
        if (bits < 0 || prefix > network.width()) {
            throw new FunctionException("the network has no room for " + bits + " more bits", 1);
        }
        if (index.signum() < 0 || index.bitLength() > bits) {
            throw new FunctionException(bits + " bits do not hold the number " + index, 2);
        }
        BigInteger base = network.base().add(index.shiftLeft(network.width() - prefix));
        return Value.of(network.address(base) + "/" + prefix);
    }

    private static Value subnets(List<Value> arguments) throws FunctionException {
        Network network = Network.parse(text(arguments, 0));
        BigInteger end = network.base().add(BigInteger.ONE.shiftLeft(network.width() - network.prefix()));
        BigInteger next = network.base();
        List<String> found = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            int bits = whole(arguments, i);
            int prefix = network.prefix() + bits;
            if (bits < 1 || prefix > network.width()) {
                throw new FunctionException("the network has no room for " + bits + " more bits", i);
            }
            BigInteger size = BigInteger.ONE.shiftLeft(network.width() - prefix);
            BigInteger start =
                    next.add(size).subtract(BigInteger.ONE).divide(size).multiply(size);
            next = start.add(size);
            if (next.compareTo(end) > 0) {
                throw new FunctionException("the network has no room left for it", i);
            }
            found.add(network.address(start) + "/" + prefix);
        }
        return Value.texts(found);
    }
}
