// SPDX-License-Identifier: Apache-2.0
/** Bake files: HCL, JSON and compose files to targets. Knows no build graph. */
// Night Config names its modules in the manifest of its jars only
@SuppressWarnings("requires-automatic")
module dev.slipway.bake {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
    requires dev.slipway.hcl;
    requires org.snakeyaml.engine;
    requires com.electronwill.nightconfig.core;
    requires com.electronwill.nightconfig.toml;

    exports dev.slipway.bake;
}
