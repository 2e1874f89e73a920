// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvictionLogTest {
    @TempDir
    private Path folder;

    @Test
    void aLineThatIsTornWithinALetterIsLeftOut() throws Exception {
        StoreLayout layout = new StoreLayout(folder);
        EvictionLog log = new EvictionLog(layout);
        EvictedItem item = new EvictedItem(Instant.EPOCH, "layer", "1", 5, "keep-for", "RUN caf\u00e9");
        log.add(List.of(item));
        Path file = layout.collection().resolve("log");
        Files.write(file, new byte[] {'x', '\t', (byte) 0xc3, '\n'}, StandardOpenOption.APPEND);
        log.add(List.of(item));

        assertThat(log.all()).containsExactly(item, item);
    }
}
