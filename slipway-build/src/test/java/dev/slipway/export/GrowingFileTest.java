// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFileTest {
    @TempDir
    private Path folder;

    private final Random random = new Random(3);

    private static GrowingFile of(Path file) throws IOException {
        return new GrowingFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    private static FutureTask<byte[]> reading(GrowingFile growing) {
        FutureTask<byte[]> task = new FutureTask<>(() -> {
            try (InputStream in = growing.open()) {
                return in.readAllBytes();
            }
        });
        Thread.startVirtualThread(task);
        return task;
    }

    @Test
    void readerGetsAllThatIsWrittenMeanwhile() throws Exception {
        byte[] bytes = new byte[1_000_003];
        random.nextBytes(bytes);
        Path file = Files.createFile(folder.resolve("blob"));
        try (OutputStream out = Files.newOutputStream(file);
                GrowingFile growing = of(file)) {
            FutureTask<byte[]> first = reading(growing);
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(1 + random.nextInt(9_000), bytes.length - at);
                out.write(bytes, at, count);
                at += count;
                growing.grew(at);
            }
            FutureTask<byte[]> second = reading(growing);
            assertThat(first.isDone()).isFalse();
            growing.end();

            assertThat(first.get()).isEqualTo(bytes);
            assertThat(second.get()).isEqualTo(bytes);
            assertThat(growing.taken()).isEqualTo(bytes.length);
        }
    }

    @Test
    void stoppedFileEndsWhereItsReaderIs() throws Exception {
        Path file = Files.write(folder.resolve("blob"), new byte[100]);
        try (GrowingFile growing = of(file);
                InputStream in = growing.open()) {
            growing.grew(100);
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(new byte[0], 10));

            growing.stop();

            assertThat(in.read()).isEqualTo(-1);
        }
    }
}
