// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/** Which Dockerfile is meant: {@code --file}. */
public sealed interface DockerfileSource {
    /** {@code Dockerfile} in the context. */
    record InContext() implements DockerfileSource {}

    /** A path as the user wrote it; relative to the working folder, or to the context if that is remote. */
    record At(String path) implements DockerfileSource {}

    /** A path of this machine, though the context may be remote. */
    record OnMachine(String path) implements DockerfileSource {}

    /** {@code -}: the standard input. */
    record Stdin() implements DockerfileSource {}

    /** In a bake file. */
    record Inline(String name, String text) implements DockerfileSource {}

    /** Behind a URL. */
    record Remote(String url) implements DockerfileSource {}
}
