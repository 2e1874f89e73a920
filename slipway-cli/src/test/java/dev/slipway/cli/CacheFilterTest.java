// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.gc.Kept;
import dev.slipway.gc.Naming;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheFilterTest {
    private static final long NOW = Duration.ofDays(1000).toMillis();
    private static final String KEY = "1f2e3d4c5b6a";

    private static Argument filter(String text) {
        return new Argument("--filter", text, new CommandLine(List.of("--filter=" + text), 0), 0, 0, 9);
    }

    private static boolean selects(String text) {
        Naming naming = new Naming(
                Kept.RECORD, KEY, "[linux/amd64 builder 2/5] RUN make", "acme/app", List.of("release-1"), NOW, false);
        CacheItems.Item item = new CacheItems.Item(
                Kept.LAYER,
                "0a1b2c3d4e5f",
                5 << 20,
                NOW - Duration.ofHours(3).toMillis(),
                naming.what(),
                naming.stage(),
                Set.copyOf(naming.targets()),
                Set.of(naming.scope()),
                List.of(naming),
                new CacheItems.State(false, false, false));
        return CacheFilter.read(List.of(filter(text)), NOW).test(item);
    }

    @ParameterizedTest
    @CsvSource({
        "target=release-*, true",
        "target=main, false",
        "stage=build*, true",
        "stage=linux/amd64, false",
        "scope=acme/*, true",
        "kind=layer, true",
        "kind=mount, false",
        "id=0a1b2c, true",
        "id=1f2e3d4c, true",
        "id=sha256:1f2e3d4c, true",
        "id=ffff, false",
        "age=2h, true",
        "age=4h, false",
        "size=5MB, true",
        "size=6MB, false",
    })
    void aFilterSelects(String text, boolean expected) {
        assertThat(selects(text)).isEqualTo(expected);
    }

    @Test
    void whatIsNoFilterIsRefused() {
        assertThatThrownBy(() -> selects("targt=x"))
                .hasMessageContaining("there is no filter \"targt\"")
                .hasMessageContaining("did you mean \"target\"?");
        assertThatThrownBy(() -> selects("target")).hasMessageContaining("expected NAME=VALUE");
        assertThatThrownBy(() -> selects("age=soon"))
                .hasMessageContaining("\"soon\" is no span of time")
                .hasMessageContaining("24h, 30m or 14d");
        assertThatThrownBy(() -> selects("size=big")).hasMessageContaining("expected 10GB or 512MB");
    }
}
