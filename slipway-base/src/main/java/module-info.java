// SPDX-License-Identifier: Apache-2.0
/** What every other module stands on: text with positions, digests, JSON, concurrency. Knows nothing of images. */
module dev.slipway.base {
    requires static transitive org.jspecify;

    exports dev.slipway.digest;
    exports dev.slipway.json;
    exports dev.slipway.progress;
    exports dev.slipway.task;
    exports dev.slipway.text;
    exports dev.slipway.trust;

    provides System.LoggerFinder with
            dev.slipway.logging.NoLogs;
}
