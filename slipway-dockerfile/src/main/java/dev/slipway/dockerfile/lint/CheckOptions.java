// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.Located;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Parsed;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code # check=skip=RULE,...;error=true;experimental=RULE,...} says.
 *
 * @param skip names of rules, or {@code all}
 * @param fails whether a finding fails the build
 * @param experimental names of experimental rules to apply, or {@code all}
 */
public record CheckOptions(Set<String> skip, boolean fails, Set<String> experimental) {
    /** All rules but the experimental ones, as warnings. */
    public static final CheckOptions DEFAULT = new CheckOptions(Set.of(), false, Set.of());

    private static final List<String> KEYS = List.of("skip", "error", "experimental");

    public CheckOptions {
        skip = Set.copyOf(skip);
        experimental = Set.copyOf(experimental);
    }

    /** Whether the rule is applied. */
    public boolean applies(Rule rule) {
        if (rule.isExperimental() && !experimental.contains("all") && !experimental.contains(rule.ruleName())) {
            return false;
        }
        return !skip.contains("all") && !skip.contains(rule.ruleName());
    }

    /** Reads the value of the directive; what is wrong with it is an error. */
    public static Parsed<CheckOptions> parse(Located directive) {
        List<Diagnostic> problems = new ArrayList<>();
        Set<String> skip = new HashSet<>();
        Set<String> experimental = new HashSet<>();
        boolean fails = false;
        for (String option : split(directive.text(), ';')) {
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            if (equals < 0 || !KEYS.contains(key.strip())) {
                problems.add(Diagnostic.error("invalid check option \"" + key + "\"", directive.span())
                        .withHelp(Suggestion.didYouMean(key, KEYS)
                                .orElse("expected skip=RULE,... error=true or experimental=RULE,...")));
                continue;
            }
            switch (key.strip()) {
                case "skip" -> addNames(skip, value);
                case "experimental" -> addNames(experimental, value);
                default -> {
                    Optional<Boolean> read = bool(value.strip());
                    if (read.isEmpty()) {
                        problems.add(Diagnostic.error(
                                "invalid check option \"error=" + value + "\"",
                                "expected error=true or error=false",
                                directive.span()));
                    }
                    fails = read.orElse(fails);
                }
            }
        }
        return new Parsed<>(new CheckOptions(skip, fails, experimental), problems);
    }

    private static void addNames(Set<String> names, String value) {
        for (String name : split(value, ',')) {
            names.add(name.strip());
        }
    }

    private static Optional<Boolean> bool(String value) {
        return switch (value) {
            case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
            case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int next = text.indexOf(separator, at);
            int end = next < 0 ? text.length() : next;
            parts.add(text.substring(at, end));
            at = end + 1;
        }
        return parts;
    }
}
