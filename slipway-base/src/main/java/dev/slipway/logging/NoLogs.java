// SPDX-License-Identifier: Apache-2.0
package dev.slipway.logging;

import java.lang.System.Logger;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JDK from setting up its logging. It asks for a logger before it starts the first process, and to find out that
 * nobody configured one costs it 30 ms, more than the process does. What users should know we tell ourselves.
 */
public class NoLogs extends System.LoggerFinder {
    /** For the JDK's service loader. */
    public NoLogs() {}

    @Override
    public Logger getLogger(String name, Module module) {
        return new Silent(name);
    }

    /**
     * Never used. Having found one finder the JDK looks whether there is a second, and would open every jar of the class path
     * to be sure that there is none.
     */
    public static final class Second extends NoLogs {
        /** For the JDK's service loader. */
        public Second() {}
    }

    private record Silent(String name) implements Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {}

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... params) {}
    }
}
