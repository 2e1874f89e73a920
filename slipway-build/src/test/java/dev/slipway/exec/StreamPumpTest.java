// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamPumpTest {
    private static final String TOKEN = "0123456789abcdef";

    /** A stream that gives so many bytes at a time. */
    private static InputStream dripping(String text, int most) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, most));
            }
        };
    }

    @Test
    void turnEndsWithItsTokenHoweverItIsCut() throws InterruptedException {
        for (int most = 1; most < 40; most++) {
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            StreamPump pump = new StreamPump(dripping("out 0123 01234567 " + TOKEN + "042", most));
            StreamPump.Turn turn = pump.expect(TOKEN, (bytes, length) -> shown.write(bytes, 0, length));
            pump.start("test");

            assertThat(turn.await()).isEqualTo(42);
            assertThat(shown.toString(StandardCharsets.US_ASCII)).isEqualTo("out 0123 01234567 ");
        }
    }

    @Test
    void turnOfAStreamThatEndsHasNoStatus() throws InterruptedException {
        StreamPump pump = new StreamPump(dripping("out", 10));
        StreamPump.Turn turn = pump.expect(TOKEN, (_, _) -> {});
        pump.start("test");

        assertThat(turn.await()).isEqualTo(-1);
        assertThat(pump.expect(TOKEN, (_, _) -> {}).await()).isEqualTo(-1);
    }
}
