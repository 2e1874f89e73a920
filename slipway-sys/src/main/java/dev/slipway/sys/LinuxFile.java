// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A file by its descriptor. */
final class LinuxFile implements OpenFile {
    private static final byte[] SELF = {};

    private final CallBuffer calls;
    private final byte[] name;
    private int fd;

    LinuxFile(CallBuffer calls, int fd, byte[] name) {
        this.calls = calls.share();
        this.fd = fd;
        this.name = name;
    }

    int descriptor() {
        return fd;
    }

    @Override
    public void write(ByteBuffer bytes) throws KernelException {
        while (bytes.hasRemaining()) {
            if (bytes.isDirect()) {
                int length = bytes.remaining();
                writeAll(MemorySegment.ofBuffer(bytes).address(), length);
                bytes.position(bytes.position() + length);
            } else {
                int length = Math.min(bytes.remaining(), CallBuffer.DATA_SIZE);
                calls.putData(bytes, length);
                writeAll(calls.data(), length);
            }
        }
    }

    void writeAll(long address, int length) throws KernelException {
        int done = 0;
        while (done < length) {
            done += (int)
                    checked(SystemCall.WRITE, calls.call(SystemCall.WRITE, fd, address + done, length - done, 0, 0));
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws KernelException {
        if (length == 0) {
            return 0;
        }
        int count = readTo(calls.data(), Math.min(length, CallBuffer.DATA_SIZE));
        calls.copyData(bytes, offset, count);
        return count == 0 ? -1 : count;
    }

    int readTo(long address, int length) throws KernelException {
        return (int) checked(SystemCall.READ, calls.call(SystemCall.READ, fd, address, length, 0, 0));
    }

    @Override
    public void seek(long position) throws KernelException {
        checked(SystemCall.LSEEK, calls.call(SystemCall.LSEEK, fd, position, 0, 0, 0));
    }

    @Override
    public void setOwner(int uid, int gid) throws KernelException {
        checked(SystemCall.FCHOWN, calls.call(SystemCall.FCHOWN, fd, uid, gid, 0, 0));
    }

    @Override
    public void setMode(int mode) throws KernelException {
        checked(SystemCall.FCHMOD, calls.call(SystemCall.FCHMOD, fd, mode, 0, 0, 0));
    }

    @Override
    public void setTime(long mtime) throws KernelException {
        checked(SystemCall.UTIMENSAT, calls.call(SystemCall.UTIMENSAT, fd, 0, calls.times(mtime), 0, 0));
    }

    @Override
    public void setXattr(byte[] attribute, byte[] value) throws KernelException {
        Xattrs.set(calls, fd, name, attribute, value);
    }

    @Override
    public FileStat stat() throws KernelException {
        checked(
                SystemCall.STATX,
                calls.call(
                        SystemCall.STATX,
                        fd,
                        calls.path(SELF),
                        Libc.AT_EMPTY_PATH,
                        Libc.STATX_BASIC_STATS,
                        calls.struct()));
        return calls.stat();
    }

    @Override
    public void close() throws KernelException {
        if (fd >= 0) {
            int closing = fd;
            fd = -1;
            long result = calls.call(SystemCall.CLOSE, closing, 0, 0, 0, 0);
            calls.close();
            checked(SystemCall.CLOSE, result);
        }
    }

    private long checked(SystemCall call, long result) throws KernelException {
        if (result < 0) {
            throw new KernelException(call.manualName(), new Errno((int) -result), Names.shown(name));
        }
        return result;
    }
}
