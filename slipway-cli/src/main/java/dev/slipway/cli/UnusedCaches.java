// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Field;
import dev.slipway.bake.Target;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tells of what targets ask for and builds do without: not so that the result is another one. */
final class UnusedCaches {
    private UnusedCaches() {}

    static void print(Collection<Target> targets, PrintStream err) {
        for (Field field : List.of(Field.CACHE_FROM, Field.CACHE_TO)) {
            List<String> names = new ArrayList<>();
            for (Target target : targets) {
                if (!target.entries(field).isEmpty()) {
                    names.add(target.name());
                }
            }
            if (!names.isEmpty()) {
                String more = names.size() > 1 ? " and of " + (names.size() - 1) + " more" : "";
                err.println("warning: \"" + field.attribute() + "\" of target \"" + names.getFirst() + "\"" + more
                        + " has no effect yet: the local store is the cache");
            }
        }
    }
}
