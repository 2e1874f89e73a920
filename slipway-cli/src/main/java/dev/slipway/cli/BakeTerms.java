// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.engine.LeakPolicy;
import dev.slipway.engine.Secrets;
import dev.slipway.engine.Terms;
import dev.slipway.graph.Step;
import dev.slipway.text.Redacted;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The terms of the steps of several targets: those of the targets that a step is for. */
final class BakeTerms implements Terms.Finder {
    private final List<Owned> owned = new ArrayList<>();
    private final Map<Digest, Terms> known = new HashMap<>();
    private boolean areSame = true;

    /** The steps that are built on these terms, with all that they need. */
    private record Owned(Terms terms, List<Step> roots) {}

    /** Called for each target, before any step is asked for. */
    void add(Terms terms, List<Step> roots) {
        areSame &= owned.isEmpty() || owned.getFirst().terms().equals(terms);
        owned.add(new Owned(terms, roots));
    }

    @Override
    public synchronized Terms of(Step step) {
        if (areSame) {
            return owned.getFirst().terms();
        }
        if (known.isEmpty()) {
            owned.forEach(this::spread);
        }
        Terms found = known.get(step.digest());
        return found == null ? owned.getFirst().terms() : found;
    }

    private void spread(Owned one) {
        Set<Digest> seen = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(one.roots());
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (seen.add(step.digest())) {
                known.merge(step.digest(), one.terms(), BakeTerms::joined);
                step.inputs().forEach(open::push);
            }
        }
    }

    // of a step that is for several targets: what any of them lends, and the strictest view of leaks
    private static Terms joined(Terms first, Terms second) {
        if (first.equals(second)) {
            return first;
        }
        LeakPolicy leaks = first.leaks().compareTo(second.leaks()) >= 0 ? first.leaks() : second.leaks();
        return new Terms(
                new AnyOf(List.of(first.secrets(), second.secrets())),
                leaks,
                first.epoch().or(second::epoch));
    }

    /** What one of several lends. */
    record AnyOf(List<Secrets> lenders) implements Secrets {
        AnyOf {
            lenders = List.copyOf(lenders);
        }

        @Override
        public Optional<Redacted> secret(String id) {
            for (Secrets lender : lenders) {
                Optional<Redacted> found = lender.secret(id);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<Path> sshSocket(String id) {
            for (Secrets lender : lenders) {
                Optional<Path> found = lender.sshSocket(id);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
    }
}
