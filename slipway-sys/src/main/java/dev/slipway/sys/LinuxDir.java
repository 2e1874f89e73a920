// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A folder by its descriptor. */
final class LinuxDir implements Dir {
    private static final byte[] SELF = {};
    private static final byte[] HERE = {'.'};
    private static final int FOLDER =
            Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC | Libc.O_NONBLOCK;
    /** linux/dirent.h: d_reclen and d_name in struct linux_dirent64. */
    private static final int DIRENT_LENGTH = 16;

    private static final int DIRENT_NAME = 19;

    private final CallBuffer calls;
    private final byte[] shown;
    private int fd;
    private Group group = Group.UNKNOWN;

    private LinuxDir(CallBuffer calls, int fd, byte[] shown) {
        this.calls = calls;
        this.fd = fd;
        this.shown = shown;
    }

    static LinuxDir at(byte[] path) throws KernelException {
        CallBuffer calls = CallBuffer.take();
        int flags = Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC;
        long fd = calls.call(SystemCall.OPENAT, Libc.AT_FDCWD, calls.path(path), flags, 0, 0);
        if (fd < 0) {
            calls.close();
            throw new KernelException("openat", new Errno((int) -fd), Names.shown(path));
        }
        return new LinuxDir(calls, (int) fd, path);
    }

    /** Whether what is made here gets the folder's group (its set-group-ID bit). Asked once. */
    boolean handsDownGroup() throws KernelException {
        if (group == Group.UNKNOWN) {
            group = (stat().mode() & 02000) == 0 ? Group.OF_PROCESS : Group.OF_FOLDER;
        }
        return group == Group.OF_FOLDER;
    }

    private enum Group {
        UNKNOWN,
        OF_PROCESS,
        OF_FOLDER
    }

    @Override
    public Path path() {
        return Path.of("/proc/self/fd/" + fd);
    }

    int descriptor() {
        return fd;
    }

    CallBuffer calls() {
        return calls;
    }

    @Override
    public LinuxDir open(byte[] name) throws KernelException {
        long path = calls.path(Names.checked(name));
        long child = checked(SystemCall.OPENAT, calls.call(SystemCall.OPENAT, fd, path, FOLDER, 0, 0), name);
        return new LinuxDir(calls.share(), (int) child, name);
    }

    @Override
    public LinuxDir openBeneath(byte[] path) throws KernelException {
        calls.setLong(0, FOLDER);
        calls.setLong(8, 0);
        calls.setLong(16, Libc.RESOLVE_BENEATH | Libc.RESOLVE_NO_SYMLINKS);
        long address = calls.path(path.length == 0 ? HERE : path);
        long child = calls.call(SystemCall.OPENAT2, fd, address, calls.struct(), Libc.OPEN_HOW_SIZE, 0);
        checked(SystemCall.OPENAT2, child, path);
        return new LinuxDir(calls.share(), (int) child, path);
    }

    @Override
    public List<DirEntry> entries() throws KernelException {
        checked(SystemCall.LSEEK, calls.call(SystemCall.LSEEK, fd, 0, 0, 0, 0), shown);
        List<DirEntry> entries = new ArrayList<>();
        while (true) {
            long length = calls.call(SystemCall.GETDENTS64, fd, calls.data(), CallBuffer.DATA_SIZE, 0, 0);
            if (checked(SystemCall.GETDENTS64, length, shown) == 0) {
                break;
            }
            addBatch((int) length, entries);
        }
        entries.sort(DirEntry::compareNames);
        return entries;
    }

    private void addBatch(int length, List<DirEntry> entries) throws KernelException {
        int at = 0;
        while (at < length) {
            int size = calls.dataShort(at + DIRENT_LENGTH);
            int start = at + DIRENT_NAME;
            int end = start;
            while (calls.dataByte(end) != 0) {
                end++;
            }
            byte[] name = calls.dataBytes(start, end - start);
            if (!isDots(name)) {
                statAt(calls.data() + start, name).ifPresent(stat -> entries.add(new DirEntry(name, stat)));
            }
            at += size;
        }
    }

    private static boolean isDots(byte[] name) {
        return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    }

    @Override
    public FileStat stat() throws KernelException {
        long result = calls.call(
                SystemCall.STATX, fd, calls.path(SELF), Libc.AT_EMPTY_PATH, Libc.STATX_BASIC_STATS, calls.struct());
        checked(SystemCall.STATX, result, shown);
        return calls.stat();
    }

    @Override
    public Optional<FileStat> stat(byte[] name) throws KernelException {
        return statAt(calls.path(Names.checked(name)), name);
    }

    private Optional<FileStat> statAt(long address, byte[] name) throws KernelException {
        long result = calls.call(
                SystemCall.STATX, fd, address, Libc.AT_SYMLINK_NOFOLLOW, Libc.STATX_BASIC_STATS, calls.struct());
        if (result == -Errno.ENOENT.number()) {
            return Optional.empty();
        }
        checked(SystemCall.STATX, result, name);
        return Optional.of(calls.stat());
    }

    @Override
    public boolean makeDir(byte[] name, int mode) throws KernelException {
        long made = calls.call(SystemCall.MKDIRAT, fd, calls.path(Names.checked(name)), mode & 0777, 0, 0);
        if (made == -Errno.EEXIST.number()) {
            return false;
        }
        checked(SystemCall.MKDIRAT, made, name);
        if (!ProcessState.keepsMode(mode)) {
            setMode(name, mode);
        }
        return true;
    }

    @Override
    public LinuxFile create(byte[] name, int mode) throws KernelException {
        int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_NOFOLLOW | Libc.O_CLOEXEC;
        long path = calls.path(Names.checked(name));
        long file = checked(SystemCall.OPENAT, calls.call(SystemCall.OPENAT, fd, path, flags, mode & 0777, 0), name);
        LinuxFile opened = new LinuxFile(calls, (int) file, name);
        if (!ProcessState.keepsMode(mode)) {
            opened.setMode(mode);
        }
        return opened;
    }

    @Override
    public LinuxFile openFile(byte[] name) throws KernelException {
        return openFile(name, Libc.O_RDONLY);
    }

    @Override
    public LinuxFile openToWrite(byte[] name) throws KernelException {
        return openFile(name, Libc.O_WRONLY);
    }

    private LinuxFile openFile(byte[] name, int access) throws KernelException {
        int flags = access | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_CLOEXEC;
        long path = calls.path(Names.checked(name));
        long file = checked(SystemCall.OPENAT, calls.call(SystemCall.OPENAT, fd, path, flags, 0, 0), name);
        return new LinuxFile(calls, (int) file, name);
    }

    @Override
    public void symlink(byte[] target, byte[] name) throws KernelException {
        long from = calls.path(target);
        long to = calls.otherPath(Names.checked(name));
        checked(SystemCall.SYMLINKAT, calls.call(SystemCall.SYMLINKAT, from, fd, to, 0, 0), name);
    }

    @Override
    public byte[] readLink(byte[] name) throws KernelException {
        long path = calls.path(Names.checked(name));
        long length = calls.call(SystemCall.READLINKAT, fd, path, calls.data(), CallBuffer.PATH_MAX, 0);
        return calls.dataBytes(0, (int) checked(SystemCall.READLINKAT, length, name));
    }

    @Override
    public void link(Dir from, byte[] fromName, byte[] name) throws KernelException {
        long old = calls.path(Names.checked(fromName));
        long added = calls.otherPath(Names.checked(name));
        checked(SystemCall.LINKAT, calls.call(SystemCall.LINKAT, descriptorOf(from), old, fd, added, 0), name);
    }

    @Override
    public void makeNode(byte[] name, FileType type, int mode, long rdev) throws KernelException {
        long path = calls.path(Names.checked(name));
        long made = calls.call(SystemCall.MKNODAT, fd, path, type.bits() | (mode & 0777), encodedDevice(rdev), 0);
        checked(SystemCall.MKNODAT, made, name);
        if (!ProcessState.keepsMode(mode)) {
            setMode(name, mode);
        }
    }

    /** linux/kdev_t.h, new_encode_dev: what mknod takes. */
    static long encodedDevice(long rdev) {
        long major = rdev >>> 20;
        long minor = rdev & 0xfffff;
        return (minor & 0xff) | (major << 8) | ((minor & ~0xffL) << 12);
    }

    @Override
    public void setOwner(byte[] name, int uid, int gid) throws KernelException {
        long path = calls.path(Names.checked(name));
        long result = calls.call(SystemCall.FCHOWNAT, fd, path, uid, gid, Libc.AT_SYMLINK_NOFOLLOW);
        checked(SystemCall.FCHOWNAT, result, name);
    }

    @Override
    public void setMode(byte[] name, int mode) throws KernelException {
        long path = calls.path(Names.checked(name));
        long result = calls.call(SystemCall.FCHMODAT2, fd, path, mode, Libc.AT_SYMLINK_NOFOLLOW, 0);
        if (result == -Errno.ENOSYS.number()) {
            setModeByDescriptor(path, name, mode);
        } else {
            checked(SystemCall.FCHMODAT2, result, name);
        }
    }

    /** Before Linux 6.6: hold the very file, whatever it is, and change it by its path in proc, which is no link then. */
    private void setModeByDescriptor(long path, byte[] name, int mode) throws KernelException {
        int flags = Libc.O_PATH | Libc.O_NOFOLLOW | Libc.O_CLOEXEC;
        long held = checked(SystemCall.OPENAT, calls.call(SystemCall.OPENAT, fd, path, flags, 0, 0), name);
        long proc = calls.path(Names.bytes("/proc/self/fd/" + held));
        long result = calls.call(SystemCall.FCHMODAT, Libc.AT_FDCWD, proc, mode, 0, 0);
        calls.call(SystemCall.CLOSE, held, 0, 0, 0, 0);
        checked(SystemCall.FCHMODAT, result, name);
    }

    @Override
    public void setTime(byte[] name, long mtime) throws KernelException {
        long path = calls.path(Names.checked(name));
        long times = calls.times(mtime);
        long result = calls.call(SystemCall.UTIMENSAT, fd, path, times, Libc.AT_SYMLINK_NOFOLLOW, 0);
        checked(SystemCall.UTIMENSAT, result, name);
    }

    @Override
    public void setOwnMeta(int uid, int gid, int mode, long mtime) throws KernelException {
        checked(SystemCall.FCHOWN, calls.call(SystemCall.FCHOWN, fd, uid, gid, 0, 0), shown);
        checked(SystemCall.FCHMOD, calls.call(SystemCall.FCHMOD, fd, mode, 0, 0, 0), shown);
        checked(SystemCall.UTIMENSAT, calls.call(SystemCall.UTIMENSAT, fd, 0, calls.times(mtime), 0, 0), shown);
    }

    @Override
    public List<byte[]> xattrs(byte[] name) throws KernelException {
        return Xattrs.listAt(calls, fd, Names.checked(name));
    }

    @Override
    public List<byte[]> xattrs() throws KernelException {
        return Xattrs.list(calls, fd, shown);
    }

    @Override
    public Optional<byte[]> xattr(byte[] name, byte[] attribute) throws KernelException {
        return Xattrs.getAt(calls, fd, Names.checked(name), attribute);
    }

    @Override
    public Optional<byte[]> xattr(byte[] attribute) throws KernelException {
        return Xattrs.get(calls, fd, shown, attribute);
    }

    @Override
    public void setXattr(byte[] name, byte[] attribute, byte[] value) throws KernelException {
        Xattrs.setAt(calls, fd, Names.checked(name), attribute, value);
    }

    @Override
    public void setXattr(byte[] attribute, byte[] value) throws KernelException {
        Xattrs.set(calls, fd, shown, attribute, value);
    }

    @Override
    public boolean remove(byte[] name, boolean folder) throws KernelException {
        long path = calls.path(Names.checked(name));
        long result = calls.call(SystemCall.UNLINKAT, fd, path, folder ? Libc.AT_REMOVEDIR : 0, 0, 0);
        if (result == -Errno.ENOENT.number()) {
            return false;
        }
        checked(SystemCall.UNLINKAT, result, name);
        return true;
    }

    @Override
    public boolean removeTree(byte[] name) throws KernelException {
        return new TreeRemoval(this).remove(name);
    }

    @Override
    public void rename(byte[] name, Dir to, byte[] toName) throws KernelException {
        long old = calls.path(Names.checked(name));
        long added = calls.otherPath(Names.checked(toName));
        checked(SystemCall.RENAMEAT2, calls.call(SystemCall.RENAMEAT2, fd, old, descriptorOf(to), added, 0), name);
    }

    @Override
    public FileStat copyFile(Dir from, byte[] fromName, byte[] name, CopiedMeta meta) throws KernelException {
        return FileCopy.copy((LinuxDir) from, fromName, this, name, meta);
    }

    private static int descriptorOf(Dir other) {
        return ((LinuxDir) other).fd;
    }

    @Override
    public void close() throws KernelException {
        if (fd >= 0) {
            int closing = fd;
            fd = -1;
            long result = calls.call(SystemCall.CLOSE, closing, 0, 0, 0, 0);
            calls.close();
            checked(SystemCall.CLOSE, result, shown);
        }
    }

    private static long checked(SystemCall call, long result, byte[] name) throws KernelException {
        if (result < 0) {
            throw new KernelException(call.manualName(), new Errno((int) -result), Names.shown(name));
        }
        return result;
    }
}
