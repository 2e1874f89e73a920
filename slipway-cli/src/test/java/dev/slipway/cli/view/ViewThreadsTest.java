// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.progress.ProgressEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewThreadsTest {
    private static final int STEPS = 8;
    private static final int LINES = 500;

    @ParameterizedTest
    @EnumSource(ProgressMode.class)
    void manyStepsMayTellAtOnce(ProgressMode mode) throws InterruptedException, ExecutionException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ProgressView view = Views.open(mode, out, Map.of("COLUMNS", "60", "LINES", "20"))) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 1; i <= STEPS; i++) {
                int step = i;
                all.add(threads.submit(() -> tell(view, step)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        String text = bytes.toString(StandardCharsets.UTF_8);
        switch (mode) {
            case PLAIN -> {
                assertThat(text.lines().filter(line -> line.contains(" DONE "))).hasSize(STEPS);
                assertThat(text.lines().filter(line -> line.contains("line "))).hasSize(STEPS * LINES);
            }
            case RAWJSON -> assertThat(text.lines()).hasSize(STEPS * (LINES + 3));
            case TTY -> assertThat(text).contains("(8/8) FINISHED");
            case QUIET, NONE -> assertThat(text).isEmpty();
        }
    }

    private static void tell(ProgressView view, int step) {
        view.accept(new ProgressEvent.Declared(Story.digest(step), "RUN step" + step, List.of()));
        view.accept(new ProgressEvent.Started(Story.digest(step), Instant.now()));
        for (int i = 0; i < LINES; i++) {
            view.accept(new ProgressEvent.Output(
                    Story.digest(step), Instant.now(), ProgressEvent.Stream.STDOUT, "line " + i + "\n"));
        }
        view.accept(new ProgressEvent.Done(Story.digest(step), Instant.now()));
    }
}
