// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.io.IOException;

/**
 * A system call failed: {@code fchownat("x", 0, 0): EPERM (operation not permitted)}. Checked, so that each room that
 * makes system calls says at its border what the user can do about it.
 */
public final class KernelException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    public KernelException(String call, Errno errno, String arguments) {
        super(call + "(" + arguments + "): " + errno.text());
        this.call = call;
        this.errno = errno.number();
    }

    /** The name of the system call. */
    public String call() {
        return call;
    }

    public Errno errno() {
        return new Errno(errno);
    }

    public boolean is(Errno one) {
        return errno == one.number();
    }
}
