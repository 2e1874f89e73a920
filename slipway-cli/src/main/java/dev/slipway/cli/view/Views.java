// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.progress.ProgressEvent;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/** Makes views. */
public final class Views {
    private Views() {}

    /**
     * A view that writes to the stream until it is closed.
     *
     * @param environment {@code NO_COLOR}, {@code COLUMNS} and {@code LINES} are looked at
     */
    public static ProgressView open(ProgressMode mode, PrintStream to, Map<String, String> environment) {
        InstantSource clock = InstantSource.system();
        return switch (mode) {
            case PLAIN -> Ticking.start(new PlainView(to, clock));
            case TTY -> Ticking.start(new TtyView(to, clock, new TerminalSize(environment), Style.of(environment)));
            case RAWJSON -> new RawJsonView(to);
            case QUIET, NONE -> new SilentView();
        };
    }

    private static final class SilentView implements ProgressView {
        @Override
        public void accept(ProgressEvent event) {
            // nothing is wanted
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
