// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.bake.GcBlock;
import dev.slipway.bake.PlacedText;
import dev.slipway.gc.GcPolicy;
import dev.slipway.gc.Pin;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcPoliciesTest {
    private static final long GB = 1L << 30;
    private static final GcBlock EMPTY = new GcBlock(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    private static GcBlock pins(String pin) {
        SourceSpan whole = new SourceSpan(SourceFile.of("slipway.hcl", pin), 0, pin.length());
        return new GcBlock(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of(new PlacedText(pin, whole)),
                Optional.empty());
    }

    @Test
    void withoutABlockItIsWhatBuildKitDoes() {
        GcPolicy policy = GcPolicies.of(Optional.empty(), 1000 * GB);

        assertThat(policy)
                .isEqualTo(new GcPolicy(
                        10 * GB,
                        600 * GB,
                        200 * GB,
                        new GcPolicy.Age(Duration.ofDays(60), false),
                        List.of(),
                        List.of()));
        assertThat(GcPolicies.of(Optional.of(EMPTY), 1000 * GB)).isEqualTo(policy);
        assertThat(GcPolicies.of(Optional.empty(), 50 * GB).reserved()).isEqualTo(5 * GB);
    }

    @Test
    void aCapBelowTheDefaultReserveLowersThat() {
        GcBlock capped = new GcBlock(
                Optional.empty(),
                Optional.of(2 * GB),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                List.of(),
                pins("target:base").pins(),
                Optional.empty());

        GcPolicy policy = GcPolicies.of(Optional.of(capped), 1000 * GB);

        assertThat(policy.reserved()).isEqualTo(2 * GB);
        assertThat(policy.general().firm()).isTrue();
        assertThat(policy.pins()).containsExactly(Pin.of("target:base"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base         | \"base\" does not say what is pinned; expected target:, mount:, image:, key: or scope:",
                "targt:base   | \"targt:base\" does not say what is pinned; did you mean \"target\"?",
                "target:      | \"target:\" pins nothing; expected a name behind the colon",
                "key:1f2e     | \"key:1f2e\" is too short; expected at least 8 digits of the key",
            })
    void aPinThatIsNoneIsRefused(String pin, String message) {
        assertThatThrownBy(() -> GcPolicies.of(Optional.of(pins(pin)), GB))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(message);
    }
}
