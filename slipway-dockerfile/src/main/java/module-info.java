// SPDX-License-Identifier: Apache-2.0
/** The Dockerfile language: text to instructions. Knows no files on disk and no build graph. */
module dev.slipway.dockerfile {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
}
