// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

/** How the layers of an image are packed. */
public enum Compression {
    GZIP,
    ZSTD,
    UNCOMPRESSED;

    /** How tars are made so. */
    public dev.slipway.oci.tar.Compression ofTars() {
        return switch (this) {
            case GZIP -> dev.slipway.oci.tar.Compression.GZIP;
            case ZSTD -> dev.slipway.oci.tar.Compression.ZSTD;
            case UNCOMPRESSED -> dev.slipway.oci.tar.Compression.NONE;
        };
    }
}
