// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The targets that were asked for, complete, with those that they need, and the groups that name them. */
public record BakePlan(Map<String, Group> groups, Map<String, Target> targets) {
    public BakePlan {
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
    }

    /** The names of those that were asked for: the members of the group "default" and of the groups in it. */
    public Set<String> asked() {
        Set<String> found = new LinkedHashSet<>();
        open("default", found, new HashSet<>());
        return found;
    }

    private void open(String name, Set<String> found, Set<String> opened) {
        Group group = groups.get(name);
        if (group != null && opened.add(name)) {
            group.members().forEach(member -> open(member, found, opened));
        } else if (targets.containsKey(name)) {
            found.add(name);
        }
    }
}
