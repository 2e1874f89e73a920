// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import java.util.List;
import java.util.Optional;

/**
 * A step of a build failed.
 *
 * <p>The message says which step and how it ended; the rest lets the view show the lines of the Dockerfile and the last
 * lines of the step's output, once.
 */
public final class BuildException extends SlipwayException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<SourceSpan> at;
    private final transient LastOutput lastOutput;

    public BuildException(String message, Optional<SourceSpan> at, LastOutput lastOutput) {
        super(Outcome.BUILD_FAILED, message, null);
        this.at = at;
        this.lastOutput = lastOutput;
    }

    public BuildException(String message, Optional<SourceSpan> at) {
        this(message, at, LastOutput.NONE);
    }

    public BuildException(String message, SourceSpan at) {
        this(message, Optional.of(at));
    }

    /**
     * The last lines that a step printed, oldest first.
     *
     * @param step its name, as the progress shows it
     */
    public record LastOutput(String step, List<String> lines) {
        static final LastOutput NONE = new LastOutput("", List.of());

        public LastOutput {
            lines = List.copyOf(lines);
        }
    }

    /** The instruction that failed. */
    public Optional<SourceSpan> at() {
        return at;
    }

    /** What the step printed last; no lines if it printed nothing. */
    public LastOutput lastOutput() {
        return lastOutput;
    }
}
