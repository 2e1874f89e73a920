// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What of an imported cache is not used, and why; told once. For several threads. */
public final class Refusals {
    private static final int MOST_NAMED = 3;
    private static final int MOST_LISTED = 20;

    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final TreeSet<CacheScope> scopes = new TreeSet<>();
    private final List<String> unsound = new ArrayList<>();

    /**
     * Notes a verdict; nothing of what is accepted.
     *
     * @param what what it is about, in a few words that are fit to be printed
     */
    public synchronized void note(Verdict verdict, CacheScope scope, String what) {
        if (verdict.isAccepted()) {
            return;
        }
        counts.merge(verdict, 1, Integer::sum);
        if (verdict == Verdict.NOT_READ) {
            scopes.add(scope);
        } else if (unsound.size() < MOST_LISTED) {
            unsound.add(what + " of scope " + scope + ": " + verdict.words());
        }
    }

    /** One line, if something was refused: {@code 12 records ignored: 10 unsigned, 2 of scope acme/app/pr/7, which ...}. */
    public synchronized Optional<String> summary() {
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        List<String> reasons = new ArrayList<>();
        int all = 0;
        for (Verdict verdict : counts.keySet()) {
            int count = counts.getOrDefault(verdict, 0);
            all += count;
            if (verdict != Verdict.NOT_READ) {
                reasons.add(count + " " + verdict.words());
            }
        }
        if (!scopes.isEmpty()) {
            reasons.add(
                    counts.getOrDefault(Verdict.NOT_READ, 0) + " of " + names() + ", which this build does not read");
        }
        return Optional.of(all + (all == 1 ? " record" : " records") + " ignored: " + String.join(", ", reasons));
    }

    /** How many there were of each. */
    public synchronized Map<Verdict, Integer> counts() {
        return new EnumMap<>(counts);
    }

    /** Whether something of a scope that is read was refused. */
    public synchronized boolean isWorthAWarning() {
        return !unsound.isEmpty();
    }

    private String names() {
        List<String> first =
                scopes.stream().limit(MOST_NAMED).map(CacheScope::toString).toList();
        int more = scopes.size() - first.size();
        return (scopes.size() == 1 ? "scope " : "scopes ")
                + String.join(", ", first)
                + (more > 0 ? " and " + more + " more" : "");
    }

    /**
     * Fails if something was not signed as it must be.
     *
     * @param cache the name of the cache, for the message
     */
    public synchronized void requireSound(String cache) {
        if (unsound.isEmpty()) {
            return;
        }
        Diagnostic fault = new Diagnostic(
                Severity.ERROR,
                Optional.empty(),
                "the cache " + cache + " holds records that are not signed by a key trusted for their scope",
                Optional.of("take the cache away, write it anew with --cache-key, or drop require-signed"),
                Optional.empty(),
                List.of());
        for (String line : unsound) {
            fault = fault.withNote(line);
        }
        throw new SourceException(fault);
    }
}
