// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The targets that were asked for, complete, with those that they need, and the groups that name them. */
public record BakePlan(Map<String, Group> groups, Map<String, Target> targets) {
    public BakePlan {
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
    }
}
