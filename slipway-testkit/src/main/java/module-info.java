// SPDX-License-Identifier: Apache-2.0
/** What tests share. Not for production. */
module dev.slipway.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
    requires transitive dev.slipway.oci;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires jdk.httpserver;

    exports dev.slipway.testkit;
}
