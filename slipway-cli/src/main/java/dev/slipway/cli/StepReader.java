// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Ulimits;
import dev.slipway.exec.Network;
import dev.slipway.exec.Ulimit;
import dev.slipway.text.Suggestion;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/** Reads what every step gets: {@code --add-host}, {@code --shm-size}, {@code --ulimit}, {@code --network}. */
final class StepReader {
    private StepReader() {}

    static Network network(Argument value) {
        return switch (value.text()) {
            case "", "default" -> Network.DEFAULT;
            case "host" -> Network.HOST;
            case "none" -> Network.NONE;
            default ->
                throw value.error(
                        "there is no network \"" + CommandLine.printable(value.text()) + "\"",
                        Suggestion.didYouMean(value.text(), List.of("default", "host", "none"))
                                .orElse("expected: default, host or none"));
        };
    }

    /** {@code HOST:ADDRESS} or {@code HOST=ADDRESS}; an IPv6 address may stand in brackets. */
    static HostEntry host(Argument value) {
        String text = value.text();
        int split = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
        if (split <= 0) {
            throw value.error("a host needs a name and an address", "expected: HOST:ADDRESS");
        }
        String host = text.substring(0, split);
        Argument given = value.part(split + 1, text.length());
        String address = given.text();
        if (address.length() > 2 && address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        }
        if (!address.equals(HostEntry.GATEWAY) && !isAddress(address)) {
            throw given.error(
                    "\"" + CommandLine.printable(given.text()) + "\" is no address",
                    "expected: an IPv4 or IPv6 address, or " + HostEntry.GATEWAY);
        }
        return new HostEntry(host, address);
    }

    private static boolean isAddress(String text) {
        if (text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3) {
            return false;
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** A number of bytes with a unit of 1024: {@code 64m}, {@code 1.5GB}, {@code 1073741824}. */
    static long size(Argument value) {
        String text = value.text().strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        int power = power(text.substring(end).strip());
        if (end == 0 || power < 0) {
            throw value.error("this is no size", "expected: a number with b, k, m or g behind it, such as 64m");
        }
        try {
            BigDecimal bytes = new BigDecimal(text.substring(0, end)).multiply(BigDecimal.valueOf(1L << (10 * power)));
            return bytes.toBigInteger().longValueExact();
        } catch (NumberFormatException _) {
            throw value.error("this is no number", "expected: such as 64m");
        } catch (ArithmeticException _) {
            throw value.error("this size is too large", "expected: less than 8 EiB");
        }
    }

    private static int power(String unit) {
        return switch (unit) {
            case "", "b" -> 0;
            case "k", "kb", "kib" -> 1;
            case "m", "mb", "mib" -> 2;
            case "g", "gb", "gib" -> 3;
            case "t", "tb", "tib" -> 4;
            case "p", "pb", "pib" -> 5;
            default -> -1;
        };
    }

    /** {@code NAME=SOFT[:HARD]}, -1 for no limit. */
    static Ulimit ulimit(Argument value) {
        String text = value.text();
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw value.error("a limit needs a name and a number", "expected: NAME=SOFT[:HARD]");
        }
        Argument name = value.part(0, equals);
        if (!Ulimits.NAMES.contains(name.text())) {
            throw name.error(
                    "there is no limit \"" + CommandLine.printable(name.text()) + "\"",
                    Suggestion.didYouMean(name.text(), Ulimits.NAMES)
                            .orElse("expected one of: " + String.join(", ", Ulimits.NAMES)));
        }
        int colon = text.indexOf(':', equals);
        long soft = number(value.part(equals + 1, colon < 0 ? text.length() : colon));
        long hard = colon < 0 ? soft : number(value.part(colon + 1, text.length()));
        if (hard != -1 && (soft > hard || soft == -1)) {
            throw value.error(equals + 1, text.length(), "the soft limit is above the hard one", "expected: SOFT:HARD");
        }
        return new Ulimit(name.text(), soft, hard);
    }

    private static long number(Argument value) {
        try {
            long number = Long.parseLong(value.text());
            if (number >= -1) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw value.error(
                "\"" + CommandLine.printable(value.text()) + "\" is no limit", "expected: a number, or -1 for none");
    }
}
