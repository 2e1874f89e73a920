// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.util.Locale;

/**
 * A resource limit (setrlimit(2)).
 *
 * @param name in lower case without the prefix, such as {@code nofile}
 * @param soft the limit in force; -1 is none
 * @param hard how far the process itself may raise it; -1 is none
 */
public record Ulimit(String name, long soft, long hard) {
    public Ulimit {
        name = name.toLowerCase(Locale.ROOT);
    }
}
