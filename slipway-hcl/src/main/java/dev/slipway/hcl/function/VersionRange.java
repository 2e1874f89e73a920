// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Conditions on a semantic version, such as {@code >= 1.2, < 2 || ^3.1}.
 *
 * @param alternatives of which one must hold; each is a list of conditions that must all hold
 */
record VersionRange(List<List<Condition>> alternatives) {
    private static final String OPERATORS = "=!<>~^";

    record Condition(String operator, Version version) {}

    /** @param given how many of the three numbers were written */
    record Version(List<Long> numbers, String preRelease, int given) {
        static Optional<Version> parse(String text) {
            String plain = text.startsWith("v") ? text.substring(1) : text;
            int build = plain.indexOf('+');
            plain = build < 0 ? plain : plain.substring(0, build);
            int dash = plain.indexOf('-');
            String preRelease = dash < 0 ? "" : plain.substring(dash + 1);
            String[] parts = (dash < 0 ? plain : plain.substring(0, dash)).split("\\.", -1);
            List<Long> numbers = new ArrayList<>(List.of(0L, 0L, 0L));
            int given = 0;
            for (String part : parts) {
                if (part.equals("*") || part.equals("x") || part.equals("X")) {
                    break;
                }
                if (given == 3
                        || part.isEmpty()
                        || part.length() > 15
                        || !part.chars().allMatch(Character::isDigit)) {
                    return Optional.empty();
                }
                numbers.set(given++, Long.valueOf(part));
            }
            return Optional.of(new Version(numbers, preRelease, given));
        }

        int compare(Version other) {
            for (int i = 0; i < 3; i++) {
                int order = Long.compare(numbers.get(i), other.numbers.get(i));
                if (order != 0) {
                    return order;
                }
            }
            if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
                return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
            }
            return comparePreRelease(preRelease.split("\\.", -1), other.preRelease.split("\\.", -1));
        }

        private static int comparePreRelease(String[] a, String[] b) {
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                boolean x = a[i].chars().allMatch(Character::isDigit);
                boolean y = b[i].chars().allMatch(Character::isDigit);
                int order = x != y
                        ? Boolean.compare(y, x)
                        : x && a[i].length() != b[i].length()
                                ? Integer.compare(a[i].length(), b[i].length())
                                : a[i].compareTo(b[i]);
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(a.length, b.length);
        }

        /** The first version that differs in the number at that place. */
        private Version after(int place) {
            List<Long> next = new ArrayList<>(List.of(0L, 0L, 0L));
            for (int i = 0; i <= place; i++) {
                next.set(i, numbers.get(i) + (i == place ? 1 : 0));
            }
            return new Version(next, "", 3);
        }
    }

    static VersionRange parse(String text) throws FunctionException {
        List<List<Condition>> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            List<Condition> conditions = new ArrayList<>();
            String operator = "";
            for (String word : alternative.replace(',', ' ').strip().split("\\s+", -1)) {
                int end = 0;
                while (end < word.length() && OPERATORS.indexOf(word.charAt(end)) >= 0) {
                    end++;
                }
                operator += word.substring(0, end);
                if (end < word.length()) {
                    Optional<Version> version = Version.parse(word.substring(end));
                    if (version.isEmpty()) {
                        throw new FunctionException("\"" + word + "\" is no condition on a version", 1);
                    }
                    conditions.add(new Condition(operator, version.get()));
                    operator = "";
                }
            }
            alternatives.add(conditions);
        }
        return new VersionRange(alternatives);
    }

    boolean holds(String text) throws FunctionException {
        Optional<Version> version = Version.parse(text);
        if (version.isEmpty() || version.get().given() == 0) {
            throw new FunctionException("\"" + text + "\" is no version", 0);
        }
        for (List<Condition> all : alternatives) {
            boolean holds = !all.isEmpty();
            for (Condition condition : all) {
                holds &= holds(condition, version.get());
            }
            if (holds) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Condition condition, Version version) throws FunctionException {
        Version wanted = condition.version();
        if (!version.preRelease().isEmpty() && wanted.preRelease().isEmpty()) {
            return false;
        }
        int order = version.compare(wanted);
        int given = wanted.given();
        boolean within =
                given == 0 || (order >= 0 && (given == 3 ? order == 0 : version.compare(wanted.after(given - 1)) < 0));
        return switch (condition.operator()) {
            case "", "=" -> within;
            case "!=" -> !within;
            case ">" -> given == 3 ? order > 0 : order > 0 && !within;
            case ">=", "=>" -> order >= 0;
            case "<" -> order < 0;
            case "<=", "=<" -> order < 0 || within;
            case "~", "~>" -> given == 0 || (order >= 0 && version.compare(wanted.after(Math.min(1, given - 1))) < 0);
            case "^" -> given == 0 || (order >= 0 && version.compare(wanted.after(firstNumber(wanted))) < 0);
            default -> throw new FunctionException("\"" + condition.operator() + "\" is no operator on versions", 1);
        };
    }

    // the leftmost number that is not zero may not change
    private static int firstNumber(Version version) {
        for (int i = 0; i < version.given(); i++) {
            if (version.numbers().get(i) != 0) {
                return i;
            }
        }
        return version.given() - 1;
    }
}
