// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountedTest {
    @Test
    void whatFailsToCloseKeepsNothingElseOpen() {
        List<String> closed = new ArrayList<>();
        ExecMounts.Mounted mounted = new ExecMounts.Mounted();
        mounted.hold(() -> closed.add("lock"));
        mounted.hold(() -> {
            throw new IllegalArgumentException("second");
        });
        mounted.hold(() -> {
            throw new IOException("first");
        });

        assertThatThrownBy(mounted::close)
                .hasRootCauseMessage("first")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("second"));
        assertThat(closed).containsExactly("lock");
    }
}
