// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what the user probably meant: the nearest of the valid names, at an edit distance under 3. */
public final class Suggestion {
    private static final int TOO_FAR = 3;

    private Suggestion() {}

    /** The nearest candidate, case ignored; the first of equals. Empty when none is near, or when the word is one. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Math.min(TOO_FAR, Math.max(1, wanted.length()));
        for (String candidate : candidates) {
            if (candidate.equals(word)) {
                return Optional.empty();
            }
            int distance = EditDistance.between(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A sentence for the help of a diagnostic: {@code did you mean "NAME"?} */
    public static Optional<String> didYouMean(String word, Collection<String> candidates) {
        return nearest(word, candidates).map(name -> "did you mean \"" + name + "\"?");
    }
}
