// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.List;

/**
 * One option of a command, as data: the parser, the help, the completion and the manual are all made from it.
 *
 * @param name the long name without its dashes
 * @param letter the short name, or {@link #NO_LETTER}
 * @param valueName what help calls the value, such as {@code NAME[:TAG]}; empty for a flag
 * @param fallback the value that holds when the option is absent; empty when there is none
 * @param choices the values that are allowed; empty when any may come; of a flag: words that it takes beside true and false
 * @param support whether it does something yet
 * @param note why it is refused or without effect; empty for {@link Support#FULL}
 */
public record Option(
        String name,
        char letter,
        Kind kind,
        String valueName,
        String group,
        String summary,
        String fallback,
        List<String> choices,
        Support support,
        String note) {
    /** Stands for: no short name. */
    static final char NO_LETTER = 0;

    /** How an option takes its value, and what a second one does. */
    public enum Kind {
        /** On or off. */
        FLAG,
        /** One value; the last one given holds. */
        VALUE,
        /** Any number of values. */
        LIST
    }

    /** Whether an option does what its name says. */
    public enum Support {
        /** It does. */
        FULL,
        /** It is taken without effect, since it asks for what holds anyway. */
        ACCEPTED,
        /** Some of its values are taken, others are refused with "not yet". */
        PARTIAL,
        /** It is refused with "not yet". */
        LATER
    }

    public Option {
        choices = List.copyOf(choices);
    }

    static Option flag(String name, String summary) {
        return of(name, Kind.FLAG, "", summary);
    }

    static Option value(String name, String valueName, String summary) {
        return of(name, Kind.VALUE, valueName, summary);
    }

    static Option list(String name, String valueName, String summary) {
        return of(name, Kind.LIST, valueName, summary);
    }

    private static Option of(String name, Kind kind, String valueName, String summary) {
        return new Option(name, NO_LETTER, kind, valueName, "Options", summary, "", List.of(), Support.FULL, "");
    }

    Option letter(char c) {
        return new Option(name, c, kind, valueName, group, summary, fallback, choices, support, note);
    }

    Option in(String heading) {
        return new Option(name, letter, kind, valueName, heading, summary, fallback, choices, support, note);
    }

    Option fallback(String value) {
        return new Option(name, letter, kind, valueName, group, summary, value, choices, support, note);
    }

    Option choices(String... values) {
        return new Option(name, letter, kind, valueName, group, summary, fallback, List.of(values), support, note);
    }

    Option accepted(String why) {
        return new Option(name, letter, kind, valueName, group, summary, fallback, choices, Support.ACCEPTED, why);
    }

    Option partial(String what) {
        return new Option(name, letter, kind, valueName, group, summary, fallback, choices, Support.PARTIAL, what);
    }

    Option later(String why) {
        return new Option(name, letter, kind, valueName, group, summary, fallback, choices, Support.LATER, why);
    }

    boolean isFlag() {
        return kind == Kind.FLAG;
    }

    /** {@code --name}, as messages call it. */
    String dashed() {
        return "--" + name;
    }
}
