// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.snapshot.Lease;
import dev.slipway.snapshot.Store;
import java.util.Map;

/**
 * How many steps run at once: of all processes that work on the store, if the machine's owner has set a limit. Who has a
 * turn waits for no other step, so there is always one that goes on.
 */
public final class Turns {
    /** The variable with the limit; unset: there is none. */
    public static final String VARIABLE = "SLIPWAY_MAX_PARALLELISM";

    /** What a limit can be. */
    public static final int MOST = 10_000;

    private final Store store;
    private final int most;

    /** @param environment where the limit is a number, from 1 to {@link #MOST} */
    Turns(Store store, Map<String, String> environment) {
        this.store = store;
        String limit = environment.getOrDefault(VARIABLE, "");
        this.most = limit.isEmpty() ? 0 : Integer.parseInt(limit);
    }

    /** Waits for a turn, which ends with the lease, or with this process. */
    Lease take() throws InterruptedException {
        return most == 0 ? () -> {} : store.lockTurn(most);
    }
}
