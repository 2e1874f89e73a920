// SPDX-License-Identifier: Apache-2.0
/** What is made, looked at before it goes out: binaries and where they run. Knows no builds. */
module dev.slipway.release {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;
    requires transitive dev.slipway.oci;
    requires org.tukaani.xz;

    exports dev.slipway.elf;
    exports dev.slipway.portable;
}
