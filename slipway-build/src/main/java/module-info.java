// SPDX-License-Identifier: Apache-2.0
/** Dockerfiles to graph, graph to snapshots, snapshots to images. */
module dev.slipway.build {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
    requires transitive dev.slipway.sys;
    requires transitive dev.slipway.dockerfile;
    requires transitive dev.slipway.oci;
    requires transitive dev.slipway.graph;
    requires java.net.http;
    requires org.apache.commons.compress;

    exports dev.slipway.cache;
    exports dev.slipway.engine;
    exports dev.slipway.explain;
    exports dev.slipway.files;
    exports dev.slipway.gc;
    exports dev.slipway.plan;
    exports dev.slipway.exec;
    exports dev.slipway.exec.doctor;
    exports dev.slipway.export;
    exports dev.slipway.mounts;
    exports dev.slipway.snapshot;
}
