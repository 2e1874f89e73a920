// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.bake.GcBlock;
import dev.slipway.gc.GcPolicy;
import dev.slipway.gc.Pin;
import dev.slipway.text.UsageException;
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
            List.of());

    private static GcBlock sizes(long reserved, long maxUsed) {
        return new GcBlock(
                Optional.of(reserved * GB),
                Optional.of(maxUsed * GB),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of());
    }

    private static GcBlock rules(List<GcBlock.Rule> mounts, List<String> pins) {
        return new GcBlock(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, mounts, List.of(), pins);
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
                List.of("target:base"));

        GcPolicy policy = GcPolicies.of(Optional.of(capped), 1000 * GB);

        assertThat(policy.reserved()).isEqualTo(2 * GB);
        assertThat(policy.general().firm()).isTrue();
        assertThat(policy.pins()).containsExactly(Pin.of("target:base"));
    }

    @Test
    void whatContradictsItselfOrSaysNothingIsRefused() {
        assertThatThrownBy(() -> GcPolicies.of(Optional.of(sizes(20, 10)), 1000 * GB))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "the gc policy reserves 20GB and allows 10GB at most; expected reserved to be no more than max-used");
        GcBlock.Rule silent = new GcBlock.Rule("apt*", Optional.empty(), Optional.empty(), false);
        assertThatThrownBy(() -> GcPolicies.of(Optional.of(rules(List.of(silent), List.of())), GB))
                .hasMessage(
                        "the gc policy's rule mount \"apt*\" says nothing; expected max-used, keep-for or firm in it");
        GcBlock.Rule nameless = new GcBlock.Rule("", Optional.of(GB), Optional.empty(), false);
        assertThatThrownBy(() -> GcPolicies.of(Optional.of(rules(List.of(nameless), List.of())), GB))
                .hasMessage("the gc policy's rule mount \"\" names nothing; expected a pattern such as \"apt*\"");
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
        assertThatThrownBy(() -> GcPolicies.of(Optional.of(rules(List.of(), List.of(pin))), GB))
                .hasMessage("the gc policy's pin " + message);
    }
}
