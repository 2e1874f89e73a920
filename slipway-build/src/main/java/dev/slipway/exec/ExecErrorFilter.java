// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a runtime prints on the process's own standard error out of the process's output. Most of it stands in the
 * runtime's log too; but the log is closed when the very last step fails, the one that would make it the process. A line
 * that may be a runtime's is held back until more comes or the process ends. A process that prints such a line itself, and
 * nothing else, is misread; but only as to why it failed. Not for several threads.
 */
final class ExecErrorFilter {
    private static final List<String> LAST_STEP = List.of("{\"msg\":\"exec container process ", "exec /");
    private static final List<String> LOGGED_TOO = List.of(
            "runc run failed: ",
            "executable file `",
            "open executable: ",
            "chdir `",
            "chdir: ",
            "invalid rlimit `",
            "error stat'ing file `",
            "mount `",
            "capset: ");
    private static final int LONGEST = 4096;

    private final StreamPump.Sink sink;
    private byte[] held = new byte[0];
    private boolean passing;

    ExecErrorFilter(StreamPump.Sink sink) {
        this.sink = sink;
    }

    void write(byte[] bytes, int length) {
        if (passing) {
            sink.accept(bytes, length);
            return;
        }
        int before = held.length;
        held = Arrays.copyOf(held, before + length);
        System.arraycopy(bytes, 0, held, before, length);
        if (!mayBeError()) {
            pass();
        }
    }

    private boolean mayBeError() {
        int lineEnd = text().indexOf('\n');
        return held.length <= LONGEST
                && (lineEnd < 0 || lineEnd == text().length() - 1)
                && (mayBegin(LAST_STEP) || mayBegin(LOGGED_TOO));
    }

    private boolean mayBegin(List<String> beginnings) {
        return beginnings.stream().anyMatch(one -> one.startsWith(text()) || text().startsWith(one));
    }

    private String text() {
        return new String(held, StandardCharsets.UTF_8);
    }

    private void pass() {
        passing = true;
        if (held.length > 0) {
            sink.accept(held, held.length);
        }
        held = new byte[0];
    }

    /**
     * The process has ended.
     *
     * @return the runtime's line, if it was all that came and its log does not have it
     */
    Optional<String> end(ExitStatus status) {
        if (passing || status.notStarted().isPresent()) {
            return Optional.empty();
        }
        boolean found = !status.isSuccess() && LAST_STEP.stream().anyMatch(text()::startsWith);
        if (found) {
            return Optional.of(RuntimeLog.lastError(text()).orElse(text().strip()));
        }
        pass();
        return Optional.empty();
    }
}
