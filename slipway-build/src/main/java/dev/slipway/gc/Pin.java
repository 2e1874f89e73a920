// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import dev.slipway.text.Suggestion;
import java.util.List;
import java.util.Optional;

/** What is never taken away: {@code target:base}, {@code mount:apt*}, {@code image:NAME}, {@code key:HEX}, {@code scope:NAME}. */
public record Pin(Kind kind, String pattern) {
    private static final List<String> WORDS = List.of("target", "mount", "image", "key", "scope");
    private static final int LEAST_DIGITS = 8;

    /** By what a pin knows its own. */
    public enum Kind {
        TARGET,
        MOUNT,
        IMAGE,
        KEY,
        SCOPE
    }

    /** Why a text is no pin, with what to do, if it is none. */
    public static Optional<String> fault(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0 || !WORDS.contains(word)) {
            String hint = Suggestion.didYouMean(word, WORDS).orElse("expected target:, mount:, image:, key: or scope:");
            return Optional.of("\"" + text + "\" does not say what is pinned; " + hint);
        }
        String rest = text.substring(colon + 1);
        if (rest.isEmpty()) {
            return Optional.of("\"" + text + "\" pins nothing; expected a name behind the colon");
        }
        boolean isShort = word.equals("key") && hex(rest).length() < LEAST_DIGITS;
        return isShort
                ? Optional.of("\"" + text + "\" is too short; expected at least " + LEAST_DIGITS + " digits of the key")
                : Optional.empty();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, see {@link #fault}
     */
    public static Pin of(String text) {
        Optional<String> fault = fault(text);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
        int colon = text.indexOf(':');
        Kind kind = Kind.values()[WORDS.indexOf(text.substring(0, colon))];
        String rest = text.substring(colon + 1);
        return new Pin(kind, kind == Kind.KEY ? hex(rest) : rest);
    }

    private static String hex(String key) {
        return key.startsWith("sha256:") ? key.substring("sha256:".length()) : key;
    }

    boolean holds(Naming naming) {
        Glob glob = new Glob(pattern);
        return switch (kind) {
            case TARGET -> naming.targets().stream().anyMatch(glob::matches);
            case MOUNT -> naming.kind() == Kept.MOUNT && glob.matches(naming.id());
            case IMAGE -> naming.kind() == Kept.IMAGE && glob.matches(naming.id());
            case KEY -> naming.kind() == Kept.RECORD && naming.id().startsWith(pattern);
            case SCOPE -> glob.matches(naming.scope());
        };
    }

    @Override
    public String toString() {
        return WORDS.get(kind.ordinal()) + ":" + pattern;
    }
}
