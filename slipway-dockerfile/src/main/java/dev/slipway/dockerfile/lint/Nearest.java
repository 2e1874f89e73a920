// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.text.EditDistance;
import java.util.Collection;
import java.util.Optional;

/** The suggestion that docker makes: the first of the nearest names, case and all, at a distance of at most two. */
final class Nearest {
    private static final int MAX_DISTANCE = 2;

    private Nearest() {}

    static Optional<String> to(String name, Collection<String> candidates) {
        Optional<String> best = Optional.empty();
        int bestDistance = MAX_DISTANCE + 1;
        for (String candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance < bestDistance) {
                best = Optional.of(candidate);
                bestDistance = distance;
            }
        }
        return best;
    }

    // what differs in length by more is too far: no need to look
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
            return MAX_DISTANCE + 1;
        }
        return EditDistance.between(a, b);
    }
}
