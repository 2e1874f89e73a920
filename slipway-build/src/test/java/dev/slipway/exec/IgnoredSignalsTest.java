// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IgnoredSignalsTest {
    @Test
    void ignoredSignalsAreToldByTheirMask() {
        assertThat(IgnoredSignals.any("Name:\tx\nSigIgn:\t0000000000000000\nSigCgt:\t1\n"))
                .isFalse();
        assertThat(IgnoredSignals.any("Name:\tx\nSigIgn:\t0000000000000001\nSigCgt:\t0\n"))
                .isTrue();
        assertThat(IgnoredSignals.any("SigIgn:\t0000000180000000\n")).isFalse();
        assertThat(IgnoredSignals.any("SigIgn:\t0000000180000004\n")).isTrue();
        assertThat(IgnoredSignals.any("Name:\tx\n")).isFalse();
    }
}
