// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.file.Path;

/** The kernel by FFM. */
final class LinuxKernel implements Kernel {
    static final Kernel INSTANCE = new LinuxKernel();

    private LinuxKernel() {}

    /** A call that may block, with memory for its arguments. */
    private interface Work<T> {
        T run(CallBuffer calls) throws KernelException;
    }

    private static <T> T blocking(Work<T> work) throws KernelException {
        try {
            return NativeThreads.call(() -> {
                try (CallBuffer calls = CallBuffer.take()) {
                    return work.run(calls);
                }
            });
        } catch (InterruptedException e) {
            throw new IllegalStateException("a system call does not end so", e);
        }
    }

    @Override
    public void mountOverlay(Overlay overlay, Path target) throws KernelException {
        blocking(calls -> {
            new OverlayMount(calls, overlay).mount(target);
            return target;
        });
    }

    @Override
    public void bind(Path source, Path target, boolean readOnly) throws KernelException {
        blocking(calls -> {
            mount(calls, source.toString(), target, "none", Libc.MS_BIND | Libc.MS_REC, "");
            if (readOnly) {
                mount(calls, "none", target, "none", Libc.MS_REMOUNT | Libc.MS_BIND | Libc.MS_RDONLY, "");
            }
            return target;
        });
    }

    @Override
    public void makeReadOnly(Path target) throws KernelException {
        int flags = Libc.MS_REMOUNT | Libc.MS_BIND | Libc.MS_RDONLY | Libc.MS_NOSUID | Libc.MS_NODEV;
        blocking(calls -> mount(calls, "none", target, "none", flags, ""));
    }

    @Override
    public void mountTmpfs(Path target, String options) throws KernelException {
        blocking(calls -> mount(calls, "tmpfs", target, "tmpfs", Libc.MS_NOSUID | Libc.MS_NODEV, options));
    }

    @Override
    public void setPropagation(Path target, Propagation propagation) throws KernelException {
        int flag = switch (propagation) {
            case SHARED -> Libc.MS_SHARED;
            case PRIVATE -> Libc.MS_PRIVATE;
            case SLAVE -> Libc.MS_SLAVE;
        };
        blocking(calls -> mount(calls, "none", target, "none", flag, ""));
    }

    private static Path mount(CallBuffer calls, String source, Path target, String type, int flags, String options)
            throws KernelException {
        byte[] strings = Names.bytes(source + '\0' + type + '\0' + options + '\0');
        calls.putData(0, strings);
        long typeAt = calls.data() + Names.bytes(source).length + 1;
        long optionsAt = typeAt + type.length() + 1;
        long targetAt = calls.path(PathBytes.of(target));
        long result = calls.call(SystemCall.MOUNT, calls.data(), targetAt, typeAt, flags, optionsAt);
        if (result < 0) {
            throw new KernelException("mount", new Errno((int) -result), source + ", " + target + ", " + type);
        }
        return target;
    }

    @Override
    public boolean unmount(Path target) throws KernelException {
        return blocking(calls -> {
            int flags = Libc.MNT_DETACH | Libc.UMOUNT_NOFOLLOW;
            long result = calls.call(SystemCall.UMOUNT2, calls.path(PathBytes.of(target)), flags, 0, 0, 0);
            if (result == -Errno.EINVAL.number() || result == -Errno.ENOENT.number()) {
                return false;
            }
            if (result < 0) {
                throw new KernelException("umount2", new Errno((int) -result), target.toString());
            }
            return true;
        });
    }

    @Override
    public void syncFileSystem(Path path) throws KernelException {
        blocking(calls -> {
            try (LinuxDir folder = LinuxDir.at(PathBytes.of(path))) {
                long result = calls.call(SystemCall.SYNCFS, folder.descriptor(), 0, 0, 0, 0);
                if (result < 0) {
                    throw new KernelException("syncfs", new Errno((int) -result), path.toString());
                }
            }
            return path;
        });
    }

    @Override
    public boolean inUserNamespace() {
        return ProcessState.USER_NAMESPACE;
    }

    @Override
    public Dir open(Path folder) throws KernelException {
        return LinuxDir.at(PathBytes.of(folder));
    }
}
