// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadAheadTest {
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void anErrorOfTheReaderReachesWhoWaits() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new OutOfMemoryError("no room");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return read();
            }
        };
        try (ReadAhead ahead = new ReadAhead(broken).start()) {
            assertThatThrownBy(ahead::read).isInstanceOf(OutOfMemoryError.class).hasMessage("no room");
        }
    }
}
