// SPDX-License-Identifier: Apache-2.0
/** The Dockerfile language: text to instructions. Knows no files on disk and no build graph. */
module dev.slipway.dockerfile {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;

    exports dev.slipway.dockerfile;
    exports dev.slipway.dockerfile.ignore;
    exports dev.slipway.dockerfile.lint;
    exports dev.slipway.dockerfile.words;
}
