// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

/**
 * Copies one regular file by descriptors. Tuned for very many small files: calls that would change nothing are left
 * out, and up to {@link #SMALL} bytes go through memory, which is faster there than asking for shared blocks.
 */
final class FileCopy {
    private static final int SMALL = CallBuffer.DATA_SIZE;

    private FileCopy() {}

    static FileStat copy(LinuxDir from, byte[] fromName, LinuxDir to, byte[] name, CopiedMeta meta)
            throws KernelException {
        try (LinuxFile source = from.openFile(fromName)) {
            FileStat stat = source.stat();
            if (stat.type() != FileType.FILE) {
                throw new KernelException("copy", Errno.EINVAL, Names.shown(fromName) + " is no regular file");
            }
            int mode = meta.mode().orElse(stat.mode());
            try (LinuxFile target = to.create(name, ProcessState.keepsMode(mode) ? mode : 0600)) {
                copyBytes(to.calls(), source, target, stat.size());
                setOwner(to, target, meta.uid().orElse(stat.uid()), meta.gid().orElse(stat.gid()));
                if (!ProcessState.keepsMode(mode)) {
                    target.setMode(mode);
                }
                target.setTime(meta.mtime().orElse(stat.mtime()));
            }
            return stat;
        }
    }

    /** A new file already belongs to this process, and to its group unless the folder hands down its own. */
    private static void setOwner(LinuxDir to, LinuxFile target, int uid, int gid) throws KernelException {
        if (uid != ProcessState.UID || gid != ProcessState.GID || to.handsDownGroup()) {
            target.setOwner(uid, gid);
        }
    }

    private static void copyBytes(CallBuffer calls, LinuxFile source, LinuxFile target, long size)
            throws KernelException {
        if (size > SMALL) {
            if (calls.call(SystemCall.IOCTL, target.descriptor(), Libc.FICLONE, source.descriptor(), 0, 0) == 0) {
                return;
            }
            long copied = copyInKernel(calls, source, target, size);
            if (copied >= size) {
                return;
            }
            source.seek(copied);
            target.seek(copied);
        }
        long done = 0;
        while (true) {
            int count = source.readTo(calls.data(), CallBuffer.DATA_SIZE);
            if (count == 0) {
                return;
            }
            target.writeAll(calls.data(), count);
            done += count;
            if (size <= SMALL && done >= size) {
                return;
            }
        }
    }

    /** How far the kernel got by itself; where it will not, the rest is up to us. */
    private static long copyInKernel(CallBuffer calls, LinuxFile source, LinuxFile target, long size)
            throws KernelException {
        long done = 0;
        while (done < size) {
            long count = calls.copyFileRange(source.descriptor(), target.descriptor(), size - done);
            if (count == -Errno.EINTR.number()) {
                continue;
            }
            if (count == -Errno.ENOSPC.number() || count == -Errno.EDQUOT.number() || count == -Errno.EIO.number()) {
                throw new KernelException("copy_file_range", new Errno((int) -count), "size " + size);
            }
            if (count <= 0) {
                break;
            }
            done += count;
        }
        return done;
    }
}
