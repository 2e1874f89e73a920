// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.BuildException;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureReportTest {
    private static final SourceFile FILE =
            SourceFile.of("Dockerfile", "FROM busybox\nRUN echo before; \\\n  exit 3\nCOPY --form=x a b\n");

    private final Console console = new Console(Map.of());

    private int tell(Throwable failure) {
        return new FailureReport(console.io(), false).tell(failure);
    }

    @Test
    void aFailedStepShowsItsOutputItsLinesAndHowItEnded() {
        int status = tell(new BuildException(
                "[stage-1 2/2] RUN echo before; exit 3: exit code: 3",
                Optional.of(FILE.span(13, 40)),
                new BuildException.LastOutput(
                        "[stage-1 2/2] RUN echo before; exit 3", List.of("before", "\u001b[31mred\u001b[2J"))));

        assertThat(status).isEqualTo(1);
        Golden.check("messages/failed-step.txt", console.err());
    }

    @Test
    void aFailureAtAPartOfALineHasACaret() {
        int status = tell(new BuildException("COPY: there is no \"a\" in the context", FILE.span(55, 56)));

        assertThat(status).isEqualTo(1);
        Golden.check("messages/failed-copy.txt", console.err());
    }

    @Test
    void faultsInAFileAreShownWithTheirPlace() {
        int status = tell(new SourceException(
                Diagnostic.error("unknown flag --form", "did you mean \"--from\"?", FILE.span(46, 52))));

        assertThat(status).isEqualTo(3);
        Golden.check("messages/source.txt", console.err());
    }

    @Test
    void passwordsOfAddressesAreNotShown() {
        tell(new RegistryException("cannot read https://user:hunter2@example.org/big.tgz: status 500", 500));

        assertThat(console.err()).contains("https://***@example.org/big.tgz").doesNotContain("hunter2");
    }

    @Test
    void eachKindHasItsStatus() {
        assertThat(tell(new RegistryException("GET x: 500", 500))).isEqualTo(4);
        assertThat(tell(new HostException("no space left"))).isEqualTo(5);
        assertThat(tell(new StackOverflowError())).isEqualTo(3);
        assertThat(tell(new OutOfMemoryError())).isEqualTo(5);
        assertThat(console.err()).doesNotContain("\tat ");
    }

    @Test
    void aBugAsksToBeReportedWithItsTrace() {
        assertThat(tell(new IllegalStateException("oops"))).isEqualTo(70);
        assertThat(console.err()).contains("Please report").contains("oops").contains("\tat ");
    }

    @Test
    void debugShowsTheTraceOfAnyFailure() {
        new FailureReport(console.io(), true).tell(new HostException("x", new IOException("why")));

        assertThat(console.err())
                .contains("error: x")
                .contains("IOException: why")
                .contains("\tat ");
    }
}
