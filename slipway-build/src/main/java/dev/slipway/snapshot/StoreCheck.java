// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.util.List;

/** Verifies a store. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class StoreCheck {
    private final Store store;

    public StoreCheck(Store store) {
        this.store = store;
    }

    /** What is wrong, one line each, with the path; nothing when the store is whole. */
    public List<String> run() {
        throw new UnsupportedOperationException(store.root().toString());
    }
}
