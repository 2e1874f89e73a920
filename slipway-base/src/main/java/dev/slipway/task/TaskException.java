// SPDX-License-Identifier: Apache-2.0
package dev.slipway.task;

/** A checked failure of a task in a {@link Scope}; the cause is what the task threw. */
public final class TaskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskException(Throwable cause) {
        super(cause);
    }
}
