// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.List;

/** Limits of processes, {@code NAME=SOFT[:HARD]}. */
public final class Ulimits {
    /** The limits that there are, as docker names them. */
    public static final List<String> NAMES = List.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    private Ulimits() {}

    static boolean isLimit(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !NAMES.contains(text.substring(0, equals))) {
            return false;
        }
        String[] numbers = text.substring(equals + 1).split(":", -1);
        if (numbers.length > 2) {
            return false;
        }
        try {
            long soft = Long.parseLong(numbers[0]);
            long hard = Long.parseLong(numbers[numbers.length - 1]);
            return hard == -1 || (soft <= hard && soft != -1);
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
