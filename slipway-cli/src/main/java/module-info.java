// SPDX-License-Identifier: Apache-2.0
/** The command line. */
module dev.slipway.cli {
    requires static transitive org.jspecify;
    requires dev.slipway.bake;
    requires dev.slipway.base;
    requires dev.slipway.build;
    requires dev.slipway.release;

    exports dev.slipway.cli;
    exports dev.slipway.cli.view;
    exports dev.slipway.job;
}
