// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

/** How the layers of an image are packed. */
public enum Compression {
    GZIP,
    ZSTD,
    UNCOMPRESSED
}
