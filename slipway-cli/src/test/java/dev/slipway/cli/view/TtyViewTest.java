// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Golden;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TtyViewTest {
    private final Story story = new Story();

    private TtyView view(Screen screen, int width, int height, Style style) {
        TerminalSize size =
                new TerminalSize(Map.of("COLUMNS", Integer.toString(width), "LINES", Integer.toString(height)));
        TtyView view = new TtyView(screen.stream(), story, size, style);
        story.tellTo(view);
        return view;
    }

    private void tellABuild(TtyView view) {
        story.declare(1, "[internal] load build definition from Dockerfile")
                .declare(2, "[base 1/2] FROM docker.io/library/debian:bookworm-slim")
                .declare(3, "[base 2/2] RUN apt-get update && apt-get install -y gcc make", 2)
                .declare(4, "[docs 1/1] RUN make docs", 2)
                .declare(5, "[stage-2 1/1] COPY --from=base /out /", 3, 4);
        story.start(1).millis(20).done(1).start(2);
        story.part(2, "sha256:1234", 1_500_000, 30_000_000, false);
        story.millis(400);
        view.refresh();
        story.part(2, "sha256:1234", 30_000_000, 30_000_000, true)
                .done(2)
                .start(3)
                .start(4);
        story.millis(1000).prints(3, "Get:1 http://archive.example bookworm InRelease\nGet:2 and more\nFetched 9 MB");
        for (int i = 1; i < 10; i++) {
            story.prints(4, "page " + i + "\n");
        }
        story.millis(500);
        view.refresh();
    }

    @Test
    void runningStepsShowTheirTimePartsAndLastOutput() {
        Screen screen = new Screen(80, 24);
        TtyView view = view(screen, 80, 24, Style.COLOURED);

        tellABuild(view);

        Golden.check("view/tty-running.txt", screen.text());
        assertThat(screen.cursorIsShown()).isFalse();
    }

    @Test
    void whyAStepRunsStandsBelowItWhileItRunsAndAfterwards() {
        Screen screen = new Screen(60, 24);
        TtyView view = view(screen, 60, 24, Style.BARE);
        story.declare(1, "[1/2] COPY src src").declare(2, "[2/2] RUN make", 1);
        story.start(1).because(1, "src/main.c changed").millis(200).done(1);
        story.start(2).because(2, "ARG VERSION 1.2 -> 1.3, after [1/2] COPY src src");
        story.millis(200).prints(2, "made\n");
        view.refresh();
        String running = screen.text();
        story.millis(300).done(2);
        view.close();

        Golden.check("view/tty-why.txt", running + "\n" + screen.text());
    }

    @Test
    void aSmallTerminalShowsTheRunningStepsFirst() {
        Screen screen = new Screen(40, 8);
        TtyView view = view(screen, 40, 8, Style.COLOURED);

        tellABuild(view);

        Golden.check("view/tty-small.txt", screen.text());
    }

    @Test
    void aTinyTerminalIsSurvived() {
        for (int width = 1; width < 30; width++) {
            for (int height = 1; height < 6; height++) {
                Screen screen = new Screen(width, height);
                TtyView view = view(screen, width, height, Style.COLOURED);
                tellABuild(view);
                view.refresh();
                view.close();
                assertThat(screen.text()).isNotBlank();
            }
        }
    }

    @Test
    void theLastPictureStaysAndTheCursorComesBack() {
        Screen screen = new Screen(80, 24);
        TtyView view = view(screen, 80, 24, Style.COLOURED);
        tellABuild(view);
        story.done(3).done(4).start(5).millis(100).done(5);

        view.close();
        story.prints(5, "too late");
        view.refresh();

        Golden.check("view/tty-finished.txt", screen.text());
        assertThat(screen.cursorIsShown()).isTrue();
    }

    @Test
    void cachedStepsFoldIntoOneLine() {
        Screen screen = new Screen(60, 10);
        TtyView view = view(screen, 60, 10, Style.COLOURED);
        for (int i = 1; i <= 20; i++) {
            story.declare(i, "[" + i + "/20] RUN step " + i);
        }
        for (int i = 1; i < 20; i++) {
            story.cached(i);
        }
        story.start(20).millis(300);

        view.refresh();
        String running = screen.text();
        story.done(20);
        view.close();

        Golden.check("view/tty-cached.txt", running + "--- end\n" + screen.text());
    }

    @Test
    void aFailureAndWhatItCancelledAreMarked() {
        Screen screen = new Screen(60, 10);
        TtyView view = view(screen, 60, 10, Style.COLOURED);
        story.declare(1, "RUN false").declare(2, "RUN sleep 9").declare(3, "COPY x y", 1);
        story.start(1).start(2).millis(1234).failed(1, "exit code: 1").cancelled(2);

        view.close();

        Golden.check("view/tty-failed.txt", screen.text());
    }

    @Test
    void wideCharactersAreClippedByTheirWidth() {
        Screen screen = new Screen(30, 10);
        TtyView view = view(screen, 30, 10, Style.COLOURED);
        story.declare(1, "RUN echo 漢字漢字漢字漢字漢字漢字漢字漢字漢字").start(1).millis(10);
        story.prints(1, "🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀 e\u0301clair\n");

        view.refresh();

        Golden.check("view/tty-wide.txt", screen.text());
    }

    @Test
    void whatAStepPrintsCannotMoveTheCursorOrChangeTheTitle() {
        Screen screen = new Screen(60, 10);
        TtyView view = view(screen, 60, 10, Style.COLOURED);
        story.declare(1, "RUN \u001b[2Jevil\u0007").start(1).millis(10);
        story.prints(1, "\u001b[31mred\u001b[0m\u001b]0;title\u0007\u001b[2J\u001b[10Aup\b\b\tx\n");
        story.prints(1, "10%\r20%\r30%\n40%\r50%");

        view.refresh();

        Golden.check("view/tty-hostile.txt", screen.text());
    }

    @Test
    void withoutColoursNoColourIsSent() {
        Screen screen = new Screen(80, 24);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        TtyView view = new TtyView(
                new PrintStream(raw, true, StandardCharsets.UTF_8),
                story,
                new TerminalSize(Map.of("COLUMNS", "80", "LINES", "24")),
                Style.of(Map.of("NO_COLOR", "1")));
        story.tellTo(view);

        tellABuild(view);
        view.close();

        assertThat(raw.toString(StandardCharsets.UTF_8)).doesNotContain("m\n").doesNotContain("\u001b[3");
        assertThat(screen.text()).isBlank();
    }

    @Test
    void aBuildThatIsOverAtOnceHidesNoCursor() {
        Screen screen = new Screen(80, 24);
        TtyView view = view(screen, 80, 24, Style.COLOURED);
        story.declare(1, "x").cached(1);

        view.close();

        assertThat(screen.text())
                .isEqualTo("[+] Building 0.0s (1/1) FINISHED\n => CACHED x" + " ".repeat(63) + "0.0s\n");
    }
}
