// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import java.util.Map;

/** Colours, or none. */
enum Style {
    COLOURED,
    BARE;

    /** What a line is about. */
    enum Tone {
        NORMAL(""),
        ENDED("34"),
        FAILED("31"),
        CANCELLED("33"),
        FAINT("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** No colours where {@code NO_COLOR} is set to anything (no-color.org), nor on a dumb terminal. */
    static Style of(Map<String, String> environment) {
        boolean isBare = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return isBare ? BARE : COLOURED;
    }

    String apply(Tone tone, String text) {
        return this == BARE || tone == Tone.NORMAL ? text : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
    }
}
