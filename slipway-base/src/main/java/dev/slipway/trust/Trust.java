// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges what comes from caches that others can write. Used are claims of the build's own scope and of those that it reads.
 * As soon as any key is known, each claim must be signed by one that is trusted for its scope; the own key is trusted for the
 * own scope. With no key at all, whoever can write the cache is trusted.
 */
public final class Trust {
    private final Scopes scopes;
    private final List<TrustedKeys> trusted;
    private final boolean requireSigned;
    private final Optional<SigningKey> own;

    /**
     * @param trusted who may sign for which scopes
     * @param requireSigned whether a claim that is not signed as it must be is an error
     * @param own with what this build signs
     */
    public Trust(Scopes scopes, List<TrustedKeys> trusted, boolean requireSigned, Optional<SigningKey> own) {
        this.scopes = scopes;
        this.trusted = List.copyOf(trusted);
        this.requireSigned = requireSigned;
        this.own = own;
    }

    /** Of who configured nothing. */
    public static Trust open(Scopes scopes) {
        return new Trust(scopes, List.of(), false, Optional.empty());
    }

    public Scopes scopes() {
        return scopes;
    }

    public boolean requiresSigned() {
        return requireSigned;
    }

    /** Whether a claim without a signature is refused. */
    public boolean needsSeals() {
        return requireSigned || own.isPresent() || !trusted.isEmpty();
    }

    public Verdict judge(Claim claim, Optional<Seal> seal) {
        Verdict verdict = glance(claim, seal);
        return verdict.isAccepted() && needsSeals() && !holds(claim, seal.orElseThrow())
                ? Verdict.WRONG_SIGNATURE
                : verdict;
    }

    /** The same without the signature itself, which costs most. What is accepted here must be judged before it is used. */
    public Verdict glance(Claim claim, Optional<Seal> seal) {
        if (!scopes.reads(claim.scope())) {
            return Verdict.NOT_READ;
        }
        if (!needsSeals()) {
            return Verdict.ACCEPTED;
        }
        if (seal.isEmpty() || seal.get().equals(Seal.MISSING)) {
            return Verdict.UNSIGNED;
        }
        Optional<SignerKey> signer = SignerKey.parse(seal.get().signer());
        return signer.isPresent() && keys(claim.scope()).contains(signer.get())
                ? Verdict.ACCEPTED
                : Verdict.UNTRUSTED_KEY;
    }

    private static boolean holds(Claim claim, Seal seal) {
        return new SignerKey(seal.signer()).signed(claim.message(), seal);
    }

    private List<SignerKey> keys(CacheScope scope) {
        List<SignerKey> found = new ArrayList<>();
        if (own.isPresent() && scope.equals(scopes.own())) {
            found.add(own.get().signer());
        }
        for (TrustedKeys entry : trusted) {
            if (entry.scopes().matches(scope)) {
                found.addAll(entry.keys());
            }
        }
        return found;
    }

    /** Signs a claim of the own scope; nothing without a key, or for another scope. */
    public Optional<Seal> seal(Claim claim) {
        return own.isPresent() && claim.scope().equals(scopes.own())
                ? Optional.of(own.get().seal(claim.message()))
                : Optional.empty();
    }
}
