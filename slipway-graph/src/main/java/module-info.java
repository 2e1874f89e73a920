// SPDX-License-Identifier: Apache-2.0
/** The build graph: operations, vertices, keys, the solver. Knows no containers. */
module dev.slipway.graph {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
}
