// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.nio.file.Path;

/** A cache mount in use. */
public interface CacheLease extends Lease {
    CacheRequest request();

    Path folder();

    /** Whether the folder was made for this lease, and is empty. */
    boolean isNew();
}
