// SPDX-License-Identifier: Apache-2.0
/** Bake files: HCL, JSON and compose files to targets. Knows no build graph. */
module dev.slipway.bake {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
    requires dev.slipway.hcl;
    requires org.snakeyaml.engine;

    exports dev.slipway.bake;
}
