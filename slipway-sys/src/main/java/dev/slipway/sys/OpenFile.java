// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.ByteBuffer;

/** A file open for writing, or reading. For one thread at a time. */
public interface OpenFile extends AutoCloseable {
    /** Writes all that remains in the buffer; a direct one saves a copy. */
    void write(ByteBuffer bytes) throws KernelException;

    /** Reads up to so many bytes; the number read, or -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws KernelException;

    /** Moves the place of the next write. */
    void seek(long position) throws KernelException;

    /** Sets the owner. Clears set-user-ID bits, so call {@link #setMode} after. */
    void setOwner(int uid, int gid) throws KernelException;

    void setMode(int mode) throws KernelException;

    /** Sets the modification time in nanoseconds since 1970, and the access time to the same. */
    void setTime(long mtime) throws KernelException;

    void setXattr(byte[] name, byte[] value) throws KernelException;

    FileStat stat() throws KernelException;

    @Override
    void close() throws KernelException;
}
