// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import java.nio.file.Path;

/** Where an exporter that makes one archive writes it. */
public sealed interface Destination {
    /** A file, or a folder where the exporter makes one; its parent folders are made as needed. */
    record At(Path path) implements Destination {}

    /** The standard output of the program. */
    record Stdout() implements Destination {}
}
