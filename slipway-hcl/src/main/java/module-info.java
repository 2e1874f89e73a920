// SPDX-License-Identifier: Apache-2.0
/** The HCL language: native and JSON syntax, values, expressions, functions. Knows nothing of what it configures. */
module dev.slipway.hcl {
    requires static transitive org.jspecify;
    requires transitive dev.slipway.base;

    exports dev.slipway.hcl;
    exports dev.slipway.hcl.function;
    exports dev.slipway.hcl.value;
}
