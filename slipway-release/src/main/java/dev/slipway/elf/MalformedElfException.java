// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;

/** A file, or a part of one, that is not as it says. */
public final class MalformedElfException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ElfFault fault;

    MalformedElfException(ElfFault.Kind kind, String detail) {
        super(kind.meaning() + ": " + detail);
        this.fault = new ElfFault(kind, detail);
    }

    public ElfFault fault() {
        return fault;
    }
}
