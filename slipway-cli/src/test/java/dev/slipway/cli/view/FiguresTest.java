// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void secondsAreRounded() {
        assertThat(Figures.seconds(Duration.ofMillis(49), 1)).isEqualTo("0.0");
        assertThat(Figures.seconds(Duration.ofMillis(51), 1)).isEqualTo("0.1");
        assertThat(Figures.seconds(Duration.ofMillis(9_960), 1)).isEqualTo("10.0");
        assertThat(Figures.seconds(Duration.ofMillis(61_234), 2)).isEqualTo("61.23");
        assertThat(Figures.seconds(Duration.ofMillis(-5), 1)).isEqualTo("0.0");
    }

    @Test
    void stampsLoseDigitsAsTheyGrow() {
        assertThat(Figures.stamp(Duration.ofMillis(99))).isEqualTo("0.099");
        assertThat(Figures.stamp(Duration.ofMillis(12_345))).isEqualTo("12.35");
        assertThat(Figures.stamp(Duration.ofMillis(123_456))).isEqualTo("123.5");
    }

    @Test
    void bytesAreInUnitsOfAThousand() {
        assertThat(Figures.bytes(0)).isEqualTo("0B");
        assertThat(Figures.bytes(999)).isEqualTo("999B");
        assertThat(Figures.bytes(1_020)).isEqualTo("1.02kB");
        assertThat(Figures.bytes(3_640_000)).isEqualTo("3.64MB");
        assertThat(Figures.bytes(536_870_912)).isEqualTo("536.87MB");
        assertThat(Figures.bytes(Long.MAX_VALUE)).isEqualTo("9.22EB");
    }
}
