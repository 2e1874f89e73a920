// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.text.Glob;
import dev.slipway.text.HostException;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is never taken away: {@code target:base}, {@code mount:apt*}, {@code image:NAME}, {@code key:HEX}, {@code scope:NAME}. */
public record Pin(Kind kind, String pattern) {
    private static final int LEAST_DIGITS = 8;

    /** By what a pin knows its own. */
    public enum Kind {
        TARGET("target"),
        MOUNT("mount"),
        IMAGE("image"),
        KEY("key"),
        SCOPE("scope");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As it stands before the colon. */
        public String word() {
            return word;
        }

        private static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    /** Why a text is no pin, with what to do, if it is none. */
    public static Optional<String> fault(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0 || Kind.of(word).isEmpty()) {
            List<String> words = Arrays.stream(Kind.values()).map(Kind::word).toList();
            String hint = Suggestion.didYouMean(word, words).orElse("expected target:, mount:, image:, key: or scope:");
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
        Kind kind = Kind.of(text.substring(0, colon)).orElseThrow();
        String rest = text.substring(colon + 1);
        return new Pin(kind, kind == Kind.KEY ? hex(rest) : rest);
    }

    /**
     * Those of {@code cache pin}.
     *
     * @throws HostException if one can't be understood: what it pins must not go
     */
    public static List<Pin> ofStore(StoreKeeper keeper) throws InterruptedException {
        List<Pin> pins = new ArrayList<>();
        for (String text : keeper.pins()) {
            Optional<String> fault = fault(text);
            if (fault.isPresent()) {
                throw new HostException("a pin in the store " + keeper.root() + " can't be understood: " + fault.get()
                        + "; a newer Slipway may have made it, else remove the file in its folder \"pins\"");
            }
            pins.add(of(text));
        }
        return pins;
    }

    /** Whether a pattern, in which {@code *} stands for any characters, is that of the name. */
    public static boolean matches(String pattern, String name) {
        return new Glob(pattern).matches(name);
    }

    private static String hex(String key) {
        return key.startsWith("sha256:") ? key.substring("sha256:".length()) : key;
    }

    /** Whether it pins this. */
    public boolean isAbout(Naming naming) {
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
        return kind.word() + ":" + pattern;
    }
}
