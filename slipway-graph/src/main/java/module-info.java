// SPDX-License-Identifier: Apache-2.0
/** The build graph: operations, steps, keys, the solver. Knows no containers. */
module dev.slipway.graph {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;

    exports dev.slipway.graph;
    exports dev.slipway.solve;
}
