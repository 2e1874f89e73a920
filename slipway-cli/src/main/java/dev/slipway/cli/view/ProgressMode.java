// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

/** How progress is shown; {@code auto} is decided before: {@link #TTY} on a terminal, else {@link #PLAIN}. */
public enum ProgressMode {
    TTY,
    PLAIN,
    RAWJSON,
    /** Nothing but the image's id, at the end. */
    QUIET,
    /** Nothing at all. */
    NONE
}
