// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes, of an open file or of an entry of an open folder. The kernel learnt calls that take a folder and
 * a name in 6.13 only; the path {@code /proc/self/fd/<folder>/<name>} means the same everywhere.
 */
final class Xattrs {
    /** The longest value that the kernel takes (XATTR_SIZE_MAX, linux/limits.h). */
    private static final int MAX_VALUE = 65536;

    private Xattrs() {}

    static byte[] pathOf(int folder, byte[] name) {
        byte[] prefix = Names.bytes("/proc/self/fd/" + folder + "/");
        byte[] path = Arrays.copyOf(prefix, prefix.length + name.length);
        System.arraycopy(name, 0, path, prefix.length, name.length);
        return path;
    }

    static List<byte[]> list(CallBuffer calls, int fd, byte[] shown) throws KernelException {
        long length = calls.call(SystemCall.FLISTXATTR, fd, calls.data(), MAX_VALUE, 0, 0);
        return split(calls, SystemCall.FLISTXATTR, length, shown);
    }

    static List<byte[]> listAt(CallBuffer calls, int folder, byte[] name) throws KernelException {
        long length =
                calls.call(SystemCall.LLISTXATTR, calls.path(pathOf(folder, name)), calls.data(), MAX_VALUE, 0, 0);
        return split(calls, SystemCall.LLISTXATTR, length, name);
    }

    private static List<byte[]> split(CallBuffer calls, SystemCall call, long length, byte[] shown)
            throws KernelException {
        if (length == 0 || length == -Errno.EOPNOTSUPP.number()) {
            return List.of();
        }
        check(call, length, shown);
        List<byte[]> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (calls.dataByte(i) == 0) {
                names.add(calls.dataBytes(start, i - start));
                start = i + 1;
            }
        }
        names.sort(Arrays::compareUnsigned);
        return names;
    }

    static Optional<byte[]> get(CallBuffer calls, int fd, byte[] shown, byte[] attribute) throws KernelException {
        long length = calls.call(SystemCall.FGETXATTR, fd, calls.otherPath(attribute), calls.data(), MAX_VALUE, 0);
        return value(calls, SystemCall.FGETXATTR, length, shown);
    }

    static Optional<byte[]> getAt(CallBuffer calls, int folder, byte[] name, byte[] attribute) throws KernelException {
        long length = calls.call(
                SystemCall.LGETXATTR,
                calls.path(pathOf(folder, name)),
                calls.otherPath(attribute),
                calls.data(),
                MAX_VALUE,
                0);
        return value(calls, SystemCall.LGETXATTR, length, name);
    }

    private static Optional<byte[]> value(CallBuffer calls, SystemCall call, long length, byte[] shown)
            throws KernelException {
        if (length == -Errno.ENODATA.number() || length == -Errno.EOPNOTSUPP.number()) {
            return Optional.empty();
        }
        check(call, length, shown);
        return Optional.of(calls.dataBytes(0, (int) length));
    }

    static void set(CallBuffer calls, int fd, byte[] shown, byte[] attribute, byte[] value) throws KernelException {
        long address = putValue(calls, value, shown);
        check(
                SystemCall.FSETXATTR,
                calls.call(SystemCall.FSETXATTR, fd, calls.otherPath(attribute), address, value.length, 0),
                shown);
    }

    static void setAt(CallBuffer calls, int folder, byte[] name, byte[] attribute, byte[] value)
            throws KernelException {
        long address = putValue(calls, value, name);
        long path = calls.path(pathOf(folder, name));
        check(
                SystemCall.LSETXATTR,
                calls.call(SystemCall.LSETXATTR, path, calls.otherPath(attribute), address, value.length, 0),
                name);
    }

    private static long putValue(CallBuffer calls, byte[] value, byte[] shown) throws KernelException {
        if (value.length > MAX_VALUE) {
            throw new KernelException("lsetxattr", Errno.ERANGE, Names.shown(shown));
        }
        calls.putData(0, value);
        return calls.data();
    }

    private static void check(SystemCall call, long result, byte[] shown) throws KernelException {
        if (result < 0) {
            throw new KernelException(call.manualName(), new Errno((int) -result), Names.shown(shown));
        }
    }
}
