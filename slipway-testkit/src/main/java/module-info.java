// SPDX-License-Identifier: Apache-2.0
/** What tests share. Not for production. */
module dev.slipway.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
    requires transitive dev.slipway.oci;
}
