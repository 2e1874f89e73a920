// SPDX-License-Identifier: Apache-2.0
/** Images: model, layer tars, OCI layout, registries. Knows no Dockerfiles and no builds. */
module dev.slipway.oci {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
    requires com.github.luben.zstd_jni;
    requires transitive java.net.http;

    exports dev.slipway.oci;
    exports dev.slipway.oci.tar;
    exports dev.slipway.registry;
}
