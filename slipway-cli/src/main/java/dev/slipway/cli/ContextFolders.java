// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The folders of this machine that builds take files from. A folder of which the same is left out is one context, however
 * many targets use it: it is read once.
 */
final class ContextFolders {
    private final Map<String, List<Known>> known = new HashMap<>();
    private final Map<String, IgnorePatterns> ignored = new HashMap<>();

    /**
     * A folder that is wanted as a context.
     *
     * @param name what the target calls it
     * @param label what the progress calls it
     */
    record Folder(String name, Path path, String label) {}

    private record Known(List<String> patterns, Step step) {}

    Step step(Folder folder, IgnorePatterns without) {
        String path = folder.path().toAbsolutePath().normalize().toString();
        List<String> patterns = without.patterns();
        List<Known> same = known.computeIfAbsent(path, _ -> new ArrayList<>());
        for (Known one : same) {
            if (one.patterns().equals(patterns)) {
                return one.step();
            }
        }
        String name = folder.name();
        for (int i = 2; ignored.containsKey(name); i++) {
            name = folder.name() + " " + i;
        }
        Step step = new Step(new Op.Local(name, path), Step.Label.of(folder.label()));
        ignored.put(name, without);
        same.add(new Known(patterns, step));
        return step;
    }

    /** What is left out of each of those that were wanted so far, by the names of their operations. */
    Map<String, IgnorePatterns> ignored() {
        return ignored;
    }
}
