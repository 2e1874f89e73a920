// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.words;

import java.util.Optional;

/** A word cannot be read; caught by who started the lexer. The places count from the start of the word's text. */
final class BadWordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String summary;
    private final String help;
    private final int start;
    private final int end;

    BadWordException(String summary, String help, int start, int end) {
        super(summary, null, false, false);
        this.summary = summary;
        this.help = help;
        this.start = start;
        this.end = end;
    }

    String summary() {
        return summary;
    }

    Optional<String> help() {
        return help.isEmpty() ? Optional.empty() : Optional.of(help);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }
}
