// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.List;

/** An attribute can't have this value; whoever reads it knows the place. */
final class InvalidSetting extends Exception {
    private static final long serialVersionUID = 1L;

    private final String help;
    private final transient List<String> path;

    InvalidSetting(String message) {
        this(message, "");
    }

    /** @param help what was expected, or what to do */
    InvalidSetting(String message, String help) {
        this(message, help, List.of());
    }

    private InvalidSetting(String message, String help, List<String> path) {
        super(message, null, false, false);
        this.help = help;
        this.path = path;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    String help() {
        return help;
    }

    /** The keys that lead to it in a compose file, as far as they are known. */
    List<String> path() {
        return path;
    }

    /** This one, below these keys. */
    InvalidSetting under(String... keys) {
        List<String> longer = new ArrayList<>(List.of(keys));
        longer.addAll(path);
        return new InvalidSetting(reason(), help, longer);
    }
}
