// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native memory for the arguments and results of calls, used over and over: a fresh arena for each call would cost more
 * than the call. For one thread at a time.
 */
final class CallBuffer implements AutoCloseable {
    /** The longest path that the kernel takes, with its NUL. */
    static final int PATH_MAX = 4096;

    static final int DATA_SIZE = 256 * 1024;

    private static final ConcurrentLinkedQueue<CallBuffer> IDLE = new ConcurrentLinkedQueue<>();

    private static final int FIRST_PATH = 64;
    private static final int SECOND_PATH = FIRST_PATH + PATH_MAX;
    private static final int STRUCT = SECOND_PATH + PATH_MAX;
    private static final int DATA = STRUCT + 512;

    private final MemorySegment memory = Arena.ofAuto().allocate(DATA + DATA_SIZE, 64);
    private final MemorySegment errno = memory.asSlice(0, 8);
    private final long address = memory.address();
    // read and written as a buffer: what a segment needs for that is spun at run time, which takes some 10 ms
    private final ByteBuffer bytes = memory.asByteBuffer().order(ByteOrder.nativeOrder());

    private int users;

    private CallBuffer() {}

    static CallBuffer take() {
        CallBuffer idle = IDLE.poll();
        CallBuffer taken = idle == null ? new CallBuffer() : idle;
        taken.users = 1;
        return taken;
    }

    /** One more handle uses it. */
    CallBuffer share() {
        users++;
        return this;
    }

    /** One user less; with the last one gone it is there for others. */
    @Override
    public void close() {
        if (--users == 0) {
            IDLE.add(this);
        }
    }

    /** The address of a first path, copied in and ended with a NUL. */
    long path(byte[] path) throws KernelException {
        return put(FIRST_PATH, path);
    }

    /** The address of a second path. */
    long otherPath(byte[] path) throws KernelException {
        return put(SECOND_PATH, path);
    }

    private long put(int at, byte[] path) throws KernelException {
        if (path.length >= PATH_MAX) {
            throw new KernelException("path", Errno.ENAMETOOLONG, Names.shown(path));
        }
        bytes.put(at, path);
        bytes.put(at + path.length, (byte) 0);
        return address + at;
    }

    /** The address of space for a struct of up to 512 bytes. */
    long struct() {
        return address + STRUCT;
    }

    void setLong(int offset, long value) {
        bytes.putLong(STRUCT + offset, value);
    }

    long data() {
        return address + DATA;
    }

    byte dataByte(int offset) {
        return bytes.get(DATA + offset);
    }

    int dataShort(int offset) {
        return Short.toUnsignedInt(bytes.getShort(DATA + offset));
    }

    byte[] dataBytes(int offset, int length) {
        byte[] copy = new byte[length];
        bytes.get(DATA + offset, copy);
        return copy;
    }

    void copyData(byte[] target, int offset, int length) {
        bytes.get(DATA, target, offset, length);
    }

    void putData(int offset, byte[] source) {
        bytes.put(DATA + offset, source);
    }

    /** Takes {@code length} bytes from the source. */
    void putData(ByteBuffer source, int length) {
        bytes.put(DATA, source, source.position(), length);
        source.position(source.position() + length);
    }

    /** Makes the call, again when a signal interrupted it. The result, or the error number negated. */
    long call(SystemCall call, long a, long b, long c, long d, long e) {
        while (true) {
            long result = Libc.call(errno, call, a, b, c, d, e);
            if (result != -1) {
                return result;
            }
            int number = bytes.getInt(0);
            if (number != Errno.EINTR.number()) {
                return -number;
            }
        }
    }

    long copyFileRange(int from, int to, long length) {
        long result = Libc.copyFileRange(errno, from, to, length);
        return result == -1 ? -bytes.getInt(0) : result;
    }

    /** Two times for utimensat, both the same. */
    long times(long nanos) {
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        long rest = Math.floorMod(nanos, 1_000_000_000L);
        setLong(0, seconds);
        setLong(8, rest);
        setLong(16, seconds);
        setLong(24, rest);
        return struct();
    }

    /** Reads the struct statx that stands in the struct space. */
    FileStat stat() {
        int mode = Short.toUnsignedInt(bytes.getShort(STRUCT + Libc.STATX_MODE));
        return new FileStat(
                FileType.of(mode),
                mode & 07777,
                intAt(Libc.STATX_UID),
                intAt(Libc.STATX_GID),
                longAt(Libc.STATX_LENGTH),
                nanosAt(Libc.STATX_MTIME),
                nanosAt(Libc.STATX_CTIME),
                longAt(Libc.STATX_INO),
                FileStat.device(intAt(Libc.STATX_DEV_MAJOR), intAt(Libc.STATX_DEV_MINOR)),
                FileStat.device(intAt(Libc.STATX_RDEV_MAJOR), intAt(Libc.STATX_RDEV_MINOR)),
                intAt(Libc.STATX_NLINK));
    }

    private int intAt(int offset) {
        return bytes.getInt(STRUCT + offset);
    }

    private long longAt(int offset) {
        return bytes.getLong(STRUCT + offset);
    }

    /** A time beyond what nanoseconds in 64 bits can say (the year 2262) is cut there. */
    private long nanosAt(int offset) {
        long limit = Long.MAX_VALUE / 1_000_000_000L - 1;
        long seconds = Math.clamp(longAt(offset), -limit, limit);
        return seconds * 1_000_000_000L + intAt(offset + 8);
    }
}
