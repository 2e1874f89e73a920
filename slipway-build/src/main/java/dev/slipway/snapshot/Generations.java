// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.SmallFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may still know of what is taken away. Whoever works with a store holds the lock of the generation in which it began.
 * What was hidden from newcomers in a generation can be deleted when the next one has begun and nobody holds that one or an
 * earlier one: no process, killed ones included, has seen it then. Nobody ever waits for that.
 */
final class Generations {
    private static final int TRIES = 100;

    private final StoreLayout layout;
    private final FileLocks locks;

    Generations(StoreLayout layout) {
        this.layout = layout;
        this.locks = FileLocks.of(layout.locks("use"));
    }

    /** The present generation, and the earliest that somebody may hold. */
    private record State(long present, long earliest) {
        private static final State FIRST = new State(0, 0);

        static State parse(String text) {
            int space = text.indexOf(' ');
            try {
                return new State(
                        Long.parseLong(text.substring(0, Math.max(0, space))),
                        Long.parseLong(text.substring(space + 1)));
            } catch (NumberFormatException _) {
                return FIRST;
            }
        }
    }

    private State read() throws IOException {
        Path file = layout.generation();
        return Files.exists(file)
                ? State.parse(new String(SmallFiles.read(file), StandardCharsets.US_ASCII))
                : State.FIRST;
    }

    private void write(State state, Path temp) throws IOException {
        byte[] text = (state.present + " " + state.earliest).getBytes(StandardCharsets.US_ASCII);
        AtomicFiles.write(temp, layout.generation(), text);
    }

    long present() throws IOException {
        return read().present;
    }

    /** Holds the present generation; nothing where the folder is not ours to write to. */
    Optional<Lease> hold() {
        try {
            for (int i = 0; i < TRIES; i++) {
                long generation = present();
                Optional<Lease> lease = locks.tryAcquire(name(generation), true);
                if (lease.isPresent() && present() == generation) {
                    return lease;
                }
                lease.ifPresent(Lease::close);
            }
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Begins the next generation; the caller is the only one who does. */
    void next(Path temp) throws IOException {
        State state = read();
        write(new State(state.present + 1, state.earliest), temp);
    }

    /** The earliest generation that is held or may still be entered: what earlier ones alone have seen, nobody has. */
    long earliestHeld(Path temp) throws IOException {
        State state = read();
        long earliest = state.earliest;
        while (earliest < state.present && isFree(earliest)) {
            earliest++;
        }
        if (earliest != state.earliest) {
            write(new State(state.present, earliest), temp);
        }
        return earliest;
    }

    /** Whether nobody works with the store now. */
    boolean isIdle() throws IOException {
        State state = read();
        for (long generation = state.earliest; generation <= state.present; generation++) {
            if (!isFree(generation)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFree(long generation) throws IOException {
        Optional<Lease> alone = locks.tryAcquire(name(generation), false);
        alone.ifPresent(Lease::close);
        return alone.isPresent();
    }

    private static String name(long generation) {
        return "generation " + generation;
    }
}
