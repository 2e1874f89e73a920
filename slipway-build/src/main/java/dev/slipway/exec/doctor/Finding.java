// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec.doctor;

import java.util.Optional;

/**
 * One fact about this machine.
 *
 * @param topic what was looked at, such as {@code OCI runtime}
 * @param value what was found, for people
 * @param remedy what to do about it, with the command; empty when there is nothing to do
 */
public record Finding(Grade grade, String topic, String value, Optional<String> remedy) {
    /** How good that is for building images. */
    public enum Grade {
        /** As it should be. */
        GOOD,
        /** Builds work, but slower or with something left out. */
        LIMITED,
        /** Builds do not work. */
        BAD
    }

    static Finding good(String topic, String value) {
        return new Finding(Grade.GOOD, topic, value, Optional.empty());
    }

    static Finding limited(String topic, String value, String remedy) {
        return new Finding(Grade.LIMITED, topic, value, Optional.of(remedy));
    }

    static Finding bad(String topic, String value, String remedy) {
        return new Finding(Grade.BAD, topic, value, Optional.of(remedy));
    }
}
