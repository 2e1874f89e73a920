// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(Version.of("2.9")).isLessThan(Version.of("2.28"));
        assertThat(Version.of("2.2.5")).isLessThan(Version.of("2.17"));
        assertThat(Version.of("2.0")).isEqualByComparingTo(Version.of("2"));
    }

    @Test
    void whatIsMoreThanNumbersIsNone() {
        assertThat(Version.parse("PRIVATE")).isEmpty();
        assertThat(Version.parse("2.")).isEmpty();
        assertThat(Version.parse("")).isEmpty();
    }
}
