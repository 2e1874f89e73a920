// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/** This machine cannot do what is asked: a system call failed, a program is missing, the disk is full. */
public final class HostException extends SlipwayException {
    private static final long serialVersionUID = 1L;

    public HostException(String message) {
        super(Outcome.HOST, message, null);
    }

    public HostException(String message, Throwable cause) {
        super(Outcome.HOST, message, cause);
    }
}
