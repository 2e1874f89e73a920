// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.BuildForecast;
import dev.slipway.engine.BuildForecast.Planned;
import dev.slipway.graph.Step;
import dev.slipway.text.CacheMissException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code --fail-on-miss} says of steps that would have to run. */
final class CacheMisses {
    private CacheMisses() {}

    /**
     * Finds out whether all steps have their results.
     *
     * @throws CacheMissException if one has none
     */
    static void refuse(BuildForecast forecast, List<Step> roots) throws InterruptedException {
        Set<String> seen = new HashSet<>();
        StringBuilder misses = new StringBuilder();
        int count = 0;
        for (Step root : roots) {
            for (Planned planned : forecast.of(root)) {
                if (seen.add(planned.step().digest().hex()) && planned.mayRun()) {
                    count++;
                    misses.append("\n  ")
                            .append(planned.step().name())
                            .append("\n      ")
                            .append(forecast.why(planned).text());
                }
            }
        }
        if (count > 0) {
            throw new CacheMissException(
                    "--fail-on-miss: " + count + " of " + seen.size() + (count == 1 ? " steps has" : " steps have")
                            + " no result in the cache; nothing was run" + misses);
        }
    }
}
