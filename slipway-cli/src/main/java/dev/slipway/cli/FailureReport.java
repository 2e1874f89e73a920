// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Printable;
import dev.slipway.text.BuildException;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Outcome;
import dev.slipway.text.SlipwayException;
import dev.slipway.text.SourceException;
import dev.slipway.text.UrlCredentials;
import java.io.PrintStream;
import java.util.List;

/** Tells the user of a failure: the only place that does. */
final class FailureReport {
    private static final int MAX_LINES = 20;

    private final PrintStream err;
    private final boolean debug;

    FailureReport(Io io, boolean debug) {
        this.err = io.err();
        this.debug = debug;
    }

    /** Prints what is to be said, and returns the exit status. */
    int tell(Throwable failure) {
        if (failure instanceof SlipwayException known) {
            return tellKnown(known);
        }
        if (failure instanceof StackOverflowError) {
            err.println("error: the input is nested too deeply for the stack of this program");
            trace(failure);
            return Outcome.SOURCE.code();
        }
        if (failure instanceof OutOfMemoryError) {
            err.println("error: out of memory; give more by SLIPWAY_JAVA_OPTIONS=-Xmx2g, or do less at once");
            trace(failure);
            return Outcome.HOST.code();
        }
        err.println("error: Slipway has a bug: " + failure);
        err.println("Please report it, with what follows and the command line:");
        failure.printStackTrace(err);
        return Outcome.BUG.code();
    }

    private int tellKnown(SlipwayException failure) {
        if (failure instanceof SourceException source && !source.diagnostics().isEmpty()) {
            err.print(DiagnosticRenderer.render(source.diagnostics()));
        } else {
            if (failure instanceof BuildException build) {
                tellBuild(build);
            }
            ("error: " + failure.getMessage())
                    .lines()
                    .map(UrlCredentials::hidden)
                    .map(CommandLine::printable)
                    .forEach(err::println);
        }
        if (failure.outcome() == Outcome.BUG) {
            err.println("Please report it, with what follows and the command line:");
            failure.printStackTrace(err);
        } else {
            trace(failure);
        }
        return failure.outcome().code();
    }

    // the message comes last: that is where one looks first
    private void tellBuild(BuildException build) {
        List<String> lines = build.lastOutput().lines();
        if (!lines.isEmpty()) {
            int left = Math.max(0, lines.size() - MAX_LINES);
            err.println("------");
            err.println(" > " + CommandLine.printable(build.lastOutput().step()) + ":");
            for (String line : lines.subList(left, lines.size())) {
                err.println(Printable.colouredText(line));
            }
            err.println("------");
        }
        if (build.at().isPresent()) {
            err.print(SourceExcerpt.of(build.at().get()));
        }
    }

    private void trace(Throwable failure) {
        if (debug) {
            failure.printStackTrace(err);
        }
    }
}
