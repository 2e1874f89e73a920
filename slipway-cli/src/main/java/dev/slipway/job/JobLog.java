// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.digest.Digest;
import dev.slipway.engine.OutputTail;
import dev.slipway.exec.Output;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All that a job prints, in a file of its own and in the progress. What is too much for the file is left out there. */
final class JobLog implements Output, AutoCloseable {
    private static final long MOST_BYTES = 64L << 20;

    private final Path file;
    private final OutputStream out;
    private final OutputTail tail;
    private long written;
    private boolean isAtLineStart = true;

    JobLog(Path file, Digest step, Progress progress) {
        this.file = file;
        this.tail = new OutputTail(step, progress);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.out = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new HostException("cannot write the log " + file + ": " + e.getMessage(), e);
        }
    }

    Path file() {
        return file;
    }

    List<String> lastLines() {
        return tail.lastLines();
    }

    @Override
    public synchronized void accept(ProgressEvent.Stream stream, byte[] bytes, int length) {
        if (length == 0) {
            return;
        }
        tail.accept(stream, bytes, length);
        isAtLineStart = bytes[length - 1] == '\n';
        if (written > MOST_BYTES) {
            return;
        }
        written += length;
        try {
            out.write(bytes, 0, length);
            if (written > MOST_BYTES) {
                out.write("\n[the log ends here: it has more than 64 MiB]\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new HostException("cannot write the log " + file + ": " + e.getMessage(), e);
        }
    }

    /** A line of ours. */
    synchronized void say(String line) {
        byte[] bytes = ((isAtLineStart ? "" : "\n") + line + "\n").getBytes(StandardCharsets.UTF_8);
        accept(ProgressEvent.Stream.STDERR, bytes, bytes.length);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new HostException("cannot write the log " + file + ": " + e.getMessage(), e);
        }
    }
}
