// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Refusals;
import dev.slipway.trust.Trust;
import dev.slipway.trust.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes from a document what this build may use. A signature costs a millisecond: those of records and facts are looked at
 * here only where each must hold, elsewhere when the entry is used.
 */
final class Admission {
    private final Trust trust;
    private final boolean judgesAll;
    private final Refusals refusals = new Refusals();

    Admission(Trust trust) {
        this(trust, trust.requiresSigned());
    }

    /** @param judgesAll whether all signatures are looked at here */
    Admission(Trust trust, boolean judgesAll) {
        this.trust = trust;
        this.judgesAll = judgesAll;
    }

    CacheDocument admitted(CacheDocument document) {
        return new CacheDocument(
                admitted(Claim.Kind.RECORD, document.records(), CachedRecord::description),
                admitted(Claim.Kind.FACT, document.facts(), _ -> "the content of a copy"),
                document.layers(),
                admitted(Claim.Kind.MOUNT, document.mounts(), mount -> "the cache mount " + mount.id()),
                document.histories().stream().filter(this::isAdmitted).toList());
    }

    private <T> List<Entry<T>> admitted(Claim.Kind kind, List<Entry<T>> entries, Function<T, String> what) {
        List<Entry<T>> found = new ArrayList<>();
        for (Entry<T> entry : entries) {
            Optional<Claim> claim = entry.claim(kind);
            Verdict verdict = claim.isPresent() ? verdict(kind, claim.get(), entry) : Verdict.MALFORMED;
            CacheScope scope = claim.map(Claim::scope).orElse(CacheScope.DEFAULT);
            refusals.note(verdict, scope, what.apply(entry.value()));
            if (verdict.isAccepted()) {
                found.add(entry);
            }
        }
        return found;
    }

    // nothing is built of it: one that is not to be used is not worth a word
    private boolean isAdmitted(Entry<CachedHistory> history) {
        return history.claim(Claim.Kind.HISTORY)
                .map(claim -> trust.glance(claim, history.seal()))
                .filter(Verdict::isAccepted)
                .isPresent();
    }

    private Verdict verdict(Claim.Kind kind, Claim claim, Entry<?> entry) {
        return judgesAll || kind == Claim.Kind.MOUNT
                ? trust.judge(claim, entry.seal())
                : trust.glance(claim, entry.seal());
    }

    /** What was left out. */
    Refusals refusals() {
        return refusals;
    }
}
