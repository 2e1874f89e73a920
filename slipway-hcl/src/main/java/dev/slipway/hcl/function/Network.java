// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network, such as {@code 10.0.0.0/8}.
 *
 * @param base its first address
 * @param prefix the bits that all its addresses share
 * @param width the bits of an address: 32 or 128
 */
record Network(BigInteger base, int prefix, int width) {
    static Network parse(String text) throws FunctionException {
        int slash = text.indexOf('/');
        Optional<byte[]> bytes = slash < 0 ? Optional.empty() : address(text.substring(0, slash));
        String digits = text.substring(slash + 1);
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(Character::isDigit);
        if (bytes.isEmpty() || !isNumber || Integer.parseInt(digits) > bytes.get().length * 8) {
            throw new FunctionException("\"" + text + "\" is no network", 0)
                    .withHelp("expected an address and a prefix, such as 10.0.0.0/8");
        }
        int width = bytes.get().length * 8;
        int prefix = Integer.parseInt(digits);
        BigInteger address = new BigInteger(1, bytes.get());
        return new Network(address.shiftRight(width - prefix).shiftLeft(width - prefix), prefix, width);
    }

    BigInteger mask() {
        return BigInteger.ONE.shiftLeft(prefix).subtract(BigInteger.ONE).shiftLeft(width - prefix);
    }

    // only what is an address already, so that no name is ever looked up
    private static Optional<byte[]> address(String text) {
        boolean isPlain =
                !text.isEmpty() && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
        if (!isPlain || (text.indexOf(':') < 0 && text.split("\\.", -1).length != 4)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    /** The address as text; the longest run of zeros of an IPv6 address is left out (RFC 5952). */
    String address(BigInteger number) {
        List<String> parts = new ArrayList<>();
        int size = width == 32 ? 8 : 16;
        for (int shift = width - size; shift >= 0; shift -= size) {
            int part = number.shiftRight(shift).intValue() & ((1 << size) - 1);
            parts.add(Integer.toString(part, width == 32 ? 10 : 16));
        }
        return width == 32 ? String.join(".", parts) : compressed(parts);
    }

    private static String compressed(List<String> parts) {
        int best = -1;
        int length = 1;
        for (int i = 0; i < parts.size(); i++) {
            int end = i;
            while (end < parts.size() && parts.get(end).equals("0")) {
                end++;
            }
            if (end - i > length) {
                best = i;
                length = end - i;
            }
        }
        if (best < 0) {
            return String.join(":", parts);
        }
        return String.join(":", parts.subList(0, best)) + "::"
                + String.join(":", parts.subList(best + length, parts.size()));
    }
}
