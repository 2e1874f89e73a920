// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static LayerId layer(char digit) {
        return new LayerId(String.valueOf(digit).repeat(32));
    }

    @Test
    void ofALayerThatStandsTwiceTheTopmostIsMounted() {
        Chain chain = new Chain(List.of(layer('a'), layer('b'), layer('a'), layer('c'), layer('c')));

        assertThat(chain.distinct()).containsExactly(layer('b'), layer('a'), layer('c'));
    }

    @Test
    void orderOfDifferentLayersStays() {
        Chain chain = new Chain(List.of(layer('c'), layer('a'), layer('b')));

        assertThat(chain.distinct()).isEqualTo(chain.layers());
    }
}
