// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.json.Json;
import dev.slipway.text.SourceException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static final CacheScope MAIN = new CacheScope("acme/app/main");
    private static final CacheScope REQUEST = new CacheScope("acme/app/pr/7");
    private static final SigningKey KEY = SigningKey.generate();
    private static final SigningKey STRANGER = SigningKey.generate();

    @Test
    void withoutKeysTheScopeDecidesAlone() {
        Trust trust = Trust.open(new Scopes(REQUEST, List.of(MAIN)));

        assertThat(trust.judge(record(MAIN, "1"), Optional.empty())).isEqualTo(Verdict.ACCEPTED);
        assertThat(trust.judge(record(REQUEST, "1"), Optional.empty())).isEqualTo(Verdict.ACCEPTED);
        assertThat(trust.judge(record(CacheScope.DEFAULT, "1"), Optional.empty()))
                .isEqualTo(Verdict.NOT_READ);
        assertThat(trust.judge(record(new CacheScope("acme/app/pr/8"), "1"), Optional.empty()))
                .isEqualTo(Verdict.NOT_READ);
    }

    @Test
    void mainNeverReadsABranch() {
        Trust trust = main();

        assertThat(trust.judge(record(REQUEST, "1"), seal(STRANGER, record(REQUEST, "1"))))
                .isEqualTo(Verdict.NOT_READ);
    }

    @Test
    void aKeyMakesUnsignedClaimsWorthless() {
        Trust trust = main();

        assertThat(trust.judge(record(MAIN, "1"), Optional.empty())).isEqualTo(Verdict.UNSIGNED);
        assertThat(trust.judge(record(MAIN, "1"), Optional.of(Seal.MISSING))).isEqualTo(Verdict.UNSIGNED);
        assertThat(trust.judge(record(MAIN, "1"), seal(KEY, record(MAIN, "1")))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aSignatureIsForOneScopeOneKindAndOneContent() {
        Trust trust = main();
        Claim moved = record(REQUEST, "1");
        Claim fact = Claim.of(Claim.Kind.FACT, payload(MAIN, "1")).orElseThrow();

        assertThat(trust.judge(record(MAIN, "1"), seal(KEY, moved))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(trust.judge(record(MAIN, "1"), seal(KEY, fact))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(trust.judge(record(MAIN, "2"), seal(KEY, record(MAIN, "1")))).isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(trust.judge(record(MAIN, "1"), seal(STRANGER, record(MAIN, "1"))))
                .isEqualTo(Verdict.UNTRUSTED_KEY);
    }

    @Test
    void aSignerCannotBorrowTheNameOfATrustedOne() {
        Seal strangers = seal(STRANGER, record(MAIN, "1")).orElseThrow();
        Seal posing = new Seal(KEY.signer().text(), strangers.signature());

        assertThat(main().judge(record(MAIN, "1"), Optional.of(posing))).isEqualTo(Verdict.WRONG_SIGNATURE);
    }

    @Test
    void aKeyIsTrustedForItsScopesOnly() {
        Trust trust = new Trust(
                new Scopes(REQUEST, List.of(MAIN)), List.of(keys("acme/app/main", KEY)), false, Optional.of(STRANGER));

        assertThat(trust.judge(record(MAIN, "1"), seal(KEY, record(MAIN, "1")))).isEqualTo(Verdict.ACCEPTED);
        assertThat(trust.judge(record(MAIN, "1"), seal(STRANGER, record(MAIN, "1"))))
                .isEqualTo(Verdict.UNTRUSTED_KEY);
        assertThat(trust.judge(record(REQUEST, "1"), seal(STRANGER, record(REQUEST, "1"))))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(trust.judge(record(REQUEST, "1"), seal(KEY, record(REQUEST, "1"))))
                .isEqualTo(Verdict.UNTRUSTED_KEY);
    }

    @Test
    void aBuildSignsInItsOwnNameOnly() {
        assertThat(main().seal(record(MAIN, "1"))).isPresent();
        assertThat(main().seal(record(REQUEST, "1"))).isEmpty();
        assertThat(Trust.open(Scopes.DEFAULT).seal(record(CacheScope.DEFAULT, "1")))
                .isEmpty();
    }

    @Test
    void theOrderOfMembersDoesNotMatter() {
        Json other = Json.object()
                .put("key", "1")
                .put("inputs", Json.object().put("b", "2").put("a", "1").build())
                .put("scope", MAIN.name())
                .build();
        Claim reordered = Claim.of(Claim.Kind.RECORD, other).orElseThrow();

        assertThat(reordered.message()).isEqualTo(record(MAIN, "1").message());
    }

    @Test
    void whatCannotBeSignedIsNoClaim() {
        assertThat(Claim.of(Claim.Kind.RECORD, Json.object().put("key", "1").build()))
                .isEmpty();
        assertThat(Claim.of(Claim.Kind.RECORD, payload(MAIN, "\ud800"))).isEmpty();
        assertThat(Claim.of(
                        Claim.Kind.RECORD, Json.object().put("scope", "a/../b").build()))
                .isEmpty();
    }

    @Test
    void refusalsAreToldInOneLine() {
        Refusals refusals = new Refusals();
        refusals.note(Verdict.UNSIGNED, MAIN, "RUN make");
        refusals.note(Verdict.UNSIGNED, MAIN, "RUN make");
        refusals.note(Verdict.NOT_READ, REQUEST, "RUN make");
        refusals.note(Verdict.ACCEPTED, MAIN, "RUN make");

        assertThat(refusals.summary())
                .contains("3 records ignored: 2 unsigned, 1 of scope acme/app/pr/7, which this build does not read");
        assertThat(new Refusals().summary()).isEmpty();
    }

    @Test
    void requiredSignaturesMakeRefusalsFatalButForOtherScopes() {
        Refusals refusals = new Refusals();
        refusals.note(Verdict.NOT_READ, REQUEST, "RUN make");
        refusals.requireSound("cache:main");
        assertThat(refusals.isWorthAWarning()).isFalse();
        refusals.note(Verdict.UNSIGNED, MAIN, "RUN make");

        assertThatThrownBy(() -> refusals.requireSound("cache:main"))
                .isInstanceOfSatisfying(SourceException.class, e -> {
                    assertThat(e.diagnostics().getFirst().summary()).contains("cache:main");
                    assertThat(e.diagnostics().getFirst().notes().getFirst().text())
                            .isEqualTo("RUN make of scope acme/app/main: unsigned");
                });
    }

    private static Trust main() {
        return new Trust(new Scopes(MAIN, List.of()), List.of(), false, Optional.of(KEY));
    }

    private static TrustedKeys keys(String pattern, SigningKey key) {
        return new TrustedKeys(new ScopePattern(pattern), List.of(key.signer()));
    }

    private static Claim record(CacheScope scope, String key) {
        return Claim.of(Claim.Kind.RECORD, payload(scope, key)).orElseThrow();
    }

    private static Json payload(CacheScope scope, String key) {
        return Json.object()
                .put("scope", scope.name())
                .put("key", key)
                .put("inputs", Json.object().put("a", "1").put("b", "2").build())
                .build();
    }

    private static Optional<Seal> seal(SigningKey key, Claim claim) {
        return Optional.of(key.seal(claim.message()));
    }
}
