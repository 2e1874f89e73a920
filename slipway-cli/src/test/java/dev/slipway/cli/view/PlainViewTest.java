// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Golden;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainViewTest {
    private final Story story = new Story();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PlainView view = new PlainView(new PrintStream(bytes, false, StandardCharsets.UTF_8), story);

    PlainViewTest() {
        story.tellTo(view);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLogReadsAsBuildxs() {
        story.declare(1, "[internal] load build definition from Dockerfile").start(1);
        story.part(1, "transferring dockerfile:", 0, 0, false)
                .millis(2)
                .part(1, "transferring dockerfile:", 386, 0, true);
        story.done(1).millis(120);
        story.declare(2, "[b 1/2] FROM docker.io/library/busybox:latest").cached(2);
        story.declare(3, "[b 2/2] RUN for i in 1 2 3; do echo b$i; sleep 0.6; done", 2)
                .declare(4, "[a 2/2] RUN echo one; sleep 1; printf partial; echo rest", 2)
                .declare(5, "[stage-2 3/5] COPY --from=a /etc/passwd /x", 4);
        story.start(3)
                .start(4)
                .millis(99)
                .prints(3, "b1\n")
                .prints(4, "one\n")
                .millis(607)
                .prints(3, "b2\n");
        story.millis(397)
                .prints(4, "two\npar")
                .millis(101)
                .prints(4, "tial rest\n")
                .millis(100)
                .done(4);
        story.millis(1)
                .start(5)
                .millis(30)
                .done(5)
                .millis(100)
                .prints(3, "b3\n")
                .millis(600)
                .done(3);
        view.close();

        Golden.check("view/plain.txt", text());
    }

    @Test
    void whyAStepRunsStandsBelowItsNameOnce() {
        story.declare(1, "[1/2] COPY src src").declare(2, "[2/2] RUN make", 1);
        story.start(1).because(1, "src/main.c changed").millis(200).done(1);
        story.start(2).because(2, "after [1/2] COPY src \u001b[2Jsrc").millis(200);
        story.prints(2, "made\n").millis(300).prints(2, "all\n").millis(10).done(2);
        view.close();

        Golden.check("view/plain-why.txt", text());
    }

    @Test
    void aFailureIsToldOnceAndTheCancelledAreMarked() {
        story.declare(1, "RUN echo before; exit 3")
                .declare(2, "RUN sleep 9")
                .start(1)
                .start(2);
        story.millis(114).prints(1, "before\nno newline").millis(50);
        story.failed(1, "process \"/bin/sh -c echo before; exit 3\" did not complete successfully: exit code: 3");
        story.cancelled(2);
        view.close();

        Golden.check("view/plain-failed.txt", text());
    }

    @Test
    void partsArePrintedNowAndThenNotAtEachEvent() {
        story.declare(1, "[1/1] FROM x").start(1);
        for (int i = 0; i <= 100; i++) {
            story.millis(100).part(1, "sha256:abc", i * 40_000L, 4_000_000, false);
        }
        story.part(1, "sha256:abc", 4_000_000, 4_000_000, true)
                .millis(20)
                .part(1, "extracting sha256:abc", 0, 0, false);
        story.millis(700).part(1, "extracting sha256:abc", 0, 0, true).done(1);
        view.close();

        Golden.check("view/plain-parts.txt", text());
    }

    @Test
    void itStaysWithOneStepForSomeSecondsAndThenTurnsToAnother() {
        story.declare(1, "RUN one").declare(2, "RUN two").start(1).start(2);
        for (int i = 0; i < 16; i++) {
            story.millis(500).prints(1, "one " + i + "\n").prints(2, "two " + i + "\n");
            view.refresh();
        }
        story.done(1).done(2);
        view.close();

        Golden.check("view/plain-turns.txt", text());
    }

    @Test
    void coloursStayAndOtherSequencesDoNot() {
        story.declare(1, "RUN x")
                .start(1)
                .prints(1, "\u001b[32mok\u001b[2K\u001b]0;t\u0007\n10%\r100%\r\n")
                .done(1);
        view.close();

        assertThat(text()).isEqualTo("#1 RUN x\n#1 0.000 \u001b[32mok\u001b[0m\n#1 0.000 100%\n#1 DONE 0.0s\n");
    }

    @Test
    void warningsStandAtTheEndWithTheirLines() {
        SourceFile file = SourceFile.of("Dockerfile", "FROM busybox\nCMD echo hi\n");
        story.declare(1, "x").start(1);
        story.warns(Diagnostic.warning("JSONArgsRecommended", "JSON arguments recommended for CMD", file.span(13, 24))
                .withHelp("write CMD [\"...\"]"));
        story.done(1);
        view.close();

        Golden.check("view/plain-warning.txt", text());
    }

    @Test
    void aFloodWhileAnotherStepIsShownIsCutAtItsBegin() {
        story.declare(1, "RUN one").declare(2, "RUN yes").start(1).start(2).prints(1, "one\n");
        for (int i = 0; i < 30_000; i++) {
            story.prints(2, "y" + i + "\n");
        }
        story.done(2).done(1);
        view.close();

        assertThat(text())
                .contains("#2 ... 10000 lines left out\n#2 0.000 y10000\n")
                .contains("y29999\n");
    }

    @Test
    void whatComesAfterTheEndIsLeftOut() {
        story.declare(1, "x").start(1);
        view.close();
        String before = text();
        story.prints(1, "late\n").done(1);
        view.refresh();
        view.close();

        assertThat(text()).isEqualTo(before);
    }
}
