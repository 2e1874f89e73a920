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
    private final transient List<String> lastOutput;

    public BuildException(String message, Optional<SourceSpan> at, List<String> lastOutput) {
        super(Outcome.BUILD_FAILED, message, null);
        this.at = at;
        this.lastOutput = List.copyOf(lastOutput);
    }

    public BuildException(String message, SourceSpan at) {
        this(message, Optional.of(at), List.of());
    }

    /** The instruction that failed. */
    public Optional<SourceSpan> at() {
        return at;
    }

    /** The last lines that the step printed, oldest first. */
    public List<String> lastOutput() {
        return lastOutput;
    }
}
