// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Path;

/** The main context of a build: its only operand. */
public sealed interface BuildInput {
    /** A folder of this machine. */
    record Folder(Path path) implements BuildInput {}

    /** {@code -}: a tar, or a Dockerfile without any context, on the standard input. */
    record Stdin() implements BuildInput {}

    /** A git repository, or a tar or Dockerfile behind a URL. */
    record Remote(String url) implements BuildInput {}
}
