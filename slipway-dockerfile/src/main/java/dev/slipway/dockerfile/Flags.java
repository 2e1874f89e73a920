// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The flags of one instruction, checked against those that it knows. */
final class Flags {
    /** What follows the name of a flag. */
    enum Kind {
        TEXT,
        TEXTS,
        BOOLEAN
    }

    private final List<FlagText> accepted = new ArrayList<>();

    private Flags() {}

    /** Reports flags that are unknown, stand twice, or lack their value; what is left can be asked for. */
    static Flags check(Statement statement, Map<String, Kind> known, Problems problems) {
        Flags flags = new Flags();
        for (FlagText flag : statement.flags()) {
            Kind kind = known.get(flag.name());
            if (kind == null) {
                problems.add(unknown(flag, statement.keyword(), known));
            } else if (flags.admits(flag, kind, problems)) {
                flags.accepted.add(flag);
            }
        }
        return flags;
    }

    private boolean admits(FlagText flag, Kind kind, Problems problems) {
        Optional<FlagText> earlier = kind == Kind.TEXTS ? Optional.empty() : find(flag.name());
        if (earlier.isPresent()) {
            problems.add(Diagnostic.error("duplicate flag specified: --" + flag.name(), flag.span())
                    .withHelp("this flag can be given once")
                    .withNote("first given here", earlier.get().span()));
            return false;
        }
        boolean needsValue = kind != Kind.BOOLEAN || flag.hasValue();
        if (needsValue
                && (!flag.hasValue()
                        || (kind == Kind.BOOLEAN && flag.value().raw().isEmpty()))) {
            problems.error(
                    "missing a value on flag: --" + flag.name(), "write --" + flag.name() + "=VALUE", flag.span());
            return false;
        }
        if (kind == Kind.BOOLEAN && flag.hasValue() && !isBoolean(flag.value().raw())) {
            problems.error(
                    "expecting boolean value for flag --" + flag.name() + ", not: "
                            + flag.value().raw(),
                    "expected true or false",
                    flag.value().span());
            return false;
        }
        return true;
    }

    private static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static Diagnostic unknown(FlagText flag, String keyword, Map<String, Kind> known) {
        Diagnostic error = Diagnostic.error("unknown flag: --" + flag.name(), flag.nameSpan());
        if (known.isEmpty()) {
            return error.withHelp(keyword + " has no flags");
        }
        TreeSet<String> names = new TreeSet<>(known.keySet());
        return error.withHelp(Suggestion.nearest(flag.name(), names)
                .map(name -> "did you mean --" + name + "?")
                .orElseGet(() -> keyword + " knows --" + String.join(", --", names)));
    }

    private Optional<FlagText> find(String name) {
        for (FlagText flag : accepted) {
            if (flag.name().equals(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    Optional<Word> text(String name) {
        return find(name).map(FlagText::value);
    }

    List<FlagText> texts(String name) {
        List<FlagText> found = new ArrayList<>();
        for (FlagText flag : accepted) {
            if (flag.name().equals(name)) {
                found.add(flag);
            }
        }
        return found;
    }

    /** Absent when the flag is; a flag without a value is true. */
    Optional<Boolean> bool(String name) {
        return find(name).map(flag -> !flag.hasValue() || flag.value().raw().equalsIgnoreCase("true"));
    }
}
