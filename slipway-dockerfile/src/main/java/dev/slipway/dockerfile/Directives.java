// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import java.util.Optional;

/**
 * The parser directives at the head of the file.
 *
 * @param syntax the frontend image that the file asks for
 * @param escape the escape character: a backslash unless {@code # escape=} says otherwise
 * @param check the configuration of the build checks, such as {@code skip=all}
 */
public record Directives(Optional<Located> syntax, char escape, Optional<Located> check) {
    /** A file without directives. */
    public static final Directives NONE = new Directives(Optional.empty(), '\\', Optional.empty());
}
