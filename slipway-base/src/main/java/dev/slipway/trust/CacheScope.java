// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whose records a cache holds: a name such as {@code acme/app/main}, or none, which is the default. Names are ASCII and are
 * compared byte by byte, nothing is folded or normalised: two names that look the same are the same.
 */
public record CacheScope(String name) implements Comparable<CacheScope> {
    /** The scope of who names none. */
    public static final CacheScope DEFAULT = new CacheScope("");

    private static final int MOST_CHARACTERS = 1024;
    private static final String MARKS = "._-+@%~";
    private static final String HEX = "0123456789ABCDEF";

    public CacheScope {
        Optional<String> fault = fault(name);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get() + ": " + name);
        }
    }

    /** The scope of that name; empty when it is no name. */
    public static Optional<CacheScope> parse(String name) {
        return fault(name).isPresent() ? Optional.empty() : Optional.of(new CacheScope(name));
    }

    /** Why a text is no name of a scope, if it is none. */
    public static Optional<String> fault(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (name.length() > MOST_CHARACTERS) {
            return Optional.of("a scope's name has at most " + MOST_CHARACTERS + " characters");
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '/' && !isPlain(name.charAt(i))) {
                return Optional.of("a scope's name has letters, digits, / and " + MARKS + " only");
            }
        }
        String framed = "/" + name + "/";
        return framed.contains("//") || framed.contains("/./") || framed.contains("/../")
                ? Optional.of("a scope's name has no empty part, and none that is . or ..")
                : Optional.empty();
    }

    /** A text as part of a name: each byte that has no place in one, and the percent sign, becomes {@code %XX}. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c == '/' || (c != '%' && isPlain(c))) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
    }

    public boolean isDefault() {
        return name.isEmpty();
    }

    // written out: what a record has by itself spins classes at its first use, which is on the path of every build
    @Override
    public boolean equals(Object other) {
        return other instanceof CacheScope that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(CacheScope other) {
        return name.compareTo(other.name);
    }

    /** For messages. */
    @Override
    public String toString() {
        return isDefault() ? "default" : name;
    }
}
