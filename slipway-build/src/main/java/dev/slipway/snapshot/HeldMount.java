// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.file.Path;

/** A cache mount that nobody else uses meanwhile. */
public interface HeldMount extends Lease {
    Path folder();

    MountNotes notes();
}
