// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Any bytes are a tar or a {@link MalformedTarException}; {@code JAZZER_FUZZ=1} looks for others. */
@Tag("long")
final class TarReaderFuzzTest {
    private static final BombLimit LIMIT = new BombLimit(64 << 20, Long.MAX_VALUE);

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreATarOrAnError(byte[] data) throws IOException {
        try (InputStream content = Compression.decompressed(new ByteArrayInputStream(data), LIMIT);
                TarReader reader = new TarReader(content)) {
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                rewrite(next.get());
                reader.content().transferTo(OutputStream.nullOutputStream());
            }
        } catch (MalformedTarException _) {
            // said what is wrong
        }
    }

    // what was read can be written, but for names that no header can hold
    private static void rewrite(TarEntry entry) throws IOException {
        boolean tooLong = entry.name().length() + entry.linkName().length() > 100_000
                || !entry.xattrs().isEmpty();
        boolean device = entry.device().major() >= 1 << 21 || entry.device().minor() >= 1 << 21;
        boolean nul = entry.name().indexOf(0) >= 0 || entry.linkName().indexOf(0) >= 0;
        if (!tooLong && !device && !nul && entry.size() == 0) {
            try (TarWriter writer = new TarWriter(OutputStream.nullOutputStream())) {
                writer.put(entry);
            }
        }
    }
}
