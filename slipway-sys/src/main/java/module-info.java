// SPDX-License-Identifier: Apache-2.0
/** System calls: the only module that leaves Java. */
module dev.slipway.sys {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;

    exports dev.slipway.sys;
}
