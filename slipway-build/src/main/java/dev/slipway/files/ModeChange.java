// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code --chmod} asks for: an octal mode, or changes as chmod(1) writes them ({@code u=rwX,go-w}). Parsed once,
 * applied to each file's mode.
 */
public sealed interface ModeChange {
    /** The mode that a file or folder of this mode gets. */
    int apply(int mode, boolean folder);

    /** One mode for all. */
    record Octal(int mode) implements ModeChange {
        @Override
        public int apply(int before, boolean folder) {
            return mode;
        }
    }

    /** One change after the other. */
    record Symbolic(List<Clause> clauses) implements ModeChange {
        public Symbolic {
            clauses = List.copyOf(clauses);
        }

        @Override
        public int apply(int before, boolean folder) {
            int mode = before;
            for (Clause clause : clauses) {
                mode = clause.apply(mode, folder);
            }
            return mode;
        }
    }

    /**
     * {@code who op permissions}.
     *
     * @param who the bits that it is about, 0700 for the user and so on, with 04000, 02000 and 01000
     * @param op one of {@code + - =}
     * @param bits the permissions for all three, such as 0444 for {@code r}
     * @param executeIfAny whether there is an {@code X}
     */
    record Clause(int who, char op, int bits, boolean executeIfAny) {
        int apply(int mode, boolean folder) {
            int wanted = bits;
            if (executeIfAny && (folder || (mode & 0111) != 0)) {
                wanted |= 0111;
            }
            wanted &= who;
            return switch (op) {
                case '+' -> mode | wanted;
                case '-' -> mode & ~wanted;
                default -> (mode & ~(who & 0777)) | wanted;
            };
        }
    }

    /** Reads the text; empty when it is neither form. */
    static Optional<ModeChange> parse(String text) {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '7')) {
            int mode = text.length() > 5 ? -1 : Integer.parseInt(text, 8);
            return mode < 0 || mode > 07777 ? Optional.empty() : Optional.of(new Octal(mode));
        }
        List<Clause> clauses = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<List<Clause>> read = clauses(part);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            clauses.addAll(read.get());
        }
        return Optional.of(new Symbolic(clauses));
    }

    private static Optional<List<Clause>> clauses(String text) {
        int at = 0;
        int who = 0;
        for (; at < text.length() && "ugoa".indexOf(text.charAt(at)) >= 0; at++) {
            who |= switch (text.charAt(at)) {
                case 'u' -> 04700;
                case 'g' -> 02070;
                case 'o' -> 01007;
                default -> 07777;
            };
        }
        List<Clause> found = new ArrayList<>();
        while (at < text.length() && "+-=".indexOf(text.charAt(at)) >= 0) {
            char op = text.charAt(at++);
            int bits = 0;
            boolean executeIfAny = false;
            for (; at < text.length() && "rwxXst".indexOf(text.charAt(at)) >= 0; at++) {
                switch (text.charAt(at)) {
                    case 'r' -> bits |= 0444;
                    case 'w' -> bits |= 0222;
                    case 'x' -> bits |= 0111;
                    case 's' -> bits |= 06000;
                    case 't' -> bits |= 01000;
                    default -> executeIfAny = true;
                }
            }
            found.add(new Clause(who == 0 ? 07777 : who, op, bits, executeIfAny));
        }
        return found.isEmpty() || at < text.length() ? Optional.empty() : Optional.of(found);
    }
}
