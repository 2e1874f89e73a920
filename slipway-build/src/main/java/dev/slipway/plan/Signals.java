// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The signals that STOPSIGNAL takes, by name or number (signal(7)). */
final class Signals {
    private static final List<String> NAMES = List.of(
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
            "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ");

    private Signals() {}

    static void check(String text, SourceSpan at) {
        String name = text.toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        if (NAMES.contains(name) || isNumber(name) || isRealTime(name)) {
            return;
        }
        throw new SourceException(Diagnostic.error("invalid signal: " + text, at)
                .withHelp(Suggestion.nearest(name, NAMES)
                        .map(near -> "did you mean \"SIG" + near + "\"?")
                        .or(() -> Optional.of("expected a name such as SIGTERM, or a number"))));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() < 4
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) > 0;
    }

    private static boolean isRealTime(String name) {
        return name.equals("RTMIN")
                || name.equals("RTMAX")
                || (name.startsWith("RTMIN+") && isNumber(name.substring(6)))
                || (name.startsWith("RTMAX-") && isNumber(name.substring(6)));
    }
}
