// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

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

    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
            return MAX_DISTANCE + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
