// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Mounts one overlay: by the mount calls of Linux 6.8 and newer, else by mount(2). */
final class OverlayMount {
    /** fsconfig takes strings of at most this length, NUL included. */
    private static final int MAX_STRING = 256;

    private final CallBuffer calls;
    private final Overlay overlay;
    private final List<Integer> held = new ArrayList<>();

    OverlayMount(CallBuffer calls, Overlay overlay) {
        this.calls = calls;
        this.overlay = overlay;
    }

    void mount(Path target) throws KernelException {
        try {
            if (!mountInSteps(target)) {
                mountAtOnce(target);
            }
        } finally {
            held.forEach(fd -> calls.call(SystemCall.CLOSE, fd, 0, 0, 0, 0));
        }
    }

    private boolean mountInSteps(Path target) throws KernelException {
        long context = calls.call(SystemCall.FSOPEN, calls.path(Names.bytes("overlay")), Libc.FSOPEN_CLOEXEC, 0, 0, 0);
        if (context == -Errno.ENOSYS.number()) {
            return false;
        }
        held.add((int) check("fsopen", context, "overlay"));
        for (Path lower : overlay.lower().reversed()) {
            String path = shortened(lower, MAX_STRING);
            long added = set(context, "lowerdir+", path);
            if (added == -Errno.EINVAL.number() && lower.equals(overlay.lower().getLast())) {
                return false;
            }
            check("fsconfig", added, "lowerdir+=" + lower + log(context));
        }
        for (String option : options()) {
            int split = option.indexOf('=');
            check("fsconfig", set(context, option.substring(0, split), option.substring(split + 1)), option);
        }
        flags(context);
        long created = calls.call(SystemCall.FSCONFIG, context, Libc.FSCONFIG_CMD_CREATE, 0, 0, 0);
        check("fsconfig", created, "create overlay at " + target + log(context));
        attach(context, target);
        return true;
    }

    private void flags(long context) throws KernelException {
        if (ProcessState.USER_NAMESPACE) {
            check("fsconfig", flag(context, "userxattr"), "userxattr");
        }
        if (overlay.upper().isPresent()) {
            long ignored = flag(context, "volatile"); // before Linux 5.10: every fsync in a RUN is then done
            assert ignored <= 0;
        }
    }

    private void attach(long context, Path target) throws KernelException {
        long attributes = inert() ? Libc.MOUNT_ATTR_NODEV : 0;
        long mount = calls.call(SystemCall.FSMOUNT, context, Libc.FSMOUNT_CLOEXEC, attributes, 0, 0);
        held.add((int) check("fsmount", mount, "overlay"));
        long from = calls.path(new byte[0]);
        long to = calls.otherPath(PathBytes.of(target));
        int flags = Libc.MOVE_MOUNT_F_EMPTY_PATH;
        long moved = calls.call(SystemCall.MOVE_MOUNT, mount, from, Libc.AT_FDCWD, to, flags);
        check("move_mount", moved, target.toString());
    }

    private boolean inert() {
        return overlay.devices() == Overlay.Devices.INERT;
    }

    private List<String> options() throws KernelException {
        List<String> options = new ArrayList<>(List.of("index=off", "metacopy=off", "redirect_dir=nofollow"));
        if (overlay.upper().isPresent()) {
            Overlay.Upper upper = overlay.upper().get();
            options.add("upperdir=" + shortened(upper.folder(), MAX_STRING));
            options.add("workdir=" + shortened(upper.work(), MAX_STRING));
        }
        return options;
    }

    /** The whole of the options must fit a page, so each folder is named by a descriptor: some 200 fit. */
    private void mountAtOnce(Path target) throws KernelException {
        StringBuilder text = new StringBuilder("lowerdir=");
        for (Path lower : overlay.lower().reversed()) {
            text.append(shortened(lower, 0)).append(':');
        }
        text.setLength(text.length() - 1);
        text.append(",index=off,metacopy=off,redirect_dir=nofollow");
        if (overlay.upper().isPresent()) {
            Overlay.Upper upper = overlay.upper().get();
            text.append(",upperdir=").append(shortened(upper.folder(), 0));
            text.append(",workdir=").append(shortened(upper.work(), 0));
        }
        if (ProcessState.USER_NAMESPACE) {
            text.append(",userxattr");
        }
        byte[] options = Names.bytes(text.append('\0').toString());
        calls.putData(0, options);
        calls.putData(8192, Names.bytes("overlay\0"));
        long type = calls.data() + 8192;
        long flags = inert() ? Libc.MS_NODEV : 0;
        long result = calls.call(SystemCall.MOUNT, type, calls.path(PathBytes.of(target)), type, flags, calls.data());
        check("mount", result, "overlay, " + target + ", " + overlay.lower().size() + " layers");
    }

    private long set(long context, String key, String value) throws KernelException {
        long name = calls.path(Names.bytes(key));
        return calls.call(
                SystemCall.FSCONFIG, context, Libc.FSCONFIG_SET_STRING, name, calls.otherPath(Names.bytes(value)), 0);
    }

    private long flag(long context, String key) throws KernelException {
        return calls.call(SystemCall.FSCONFIG, context, Libc.FSCONFIG_SET_FLAG, calls.path(Names.bytes(key)), 0, 0);
    }

    /** The path itself, or when it is too long or has what the kernel would read as more, its descriptor in proc. */
    private String shortened(Path folder, int limit) throws KernelException {
        String path = folder.toAbsolutePath().toString();
        if (path.length() * 3 < limit * 2 && path.indexOf('\\') < 0 && path.indexOf(':') < 0) {
            return path;
        }
        int flags = Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_CLOEXEC;
        long fd = calls.call(SystemCall.OPENAT, Libc.AT_FDCWD, calls.path(Names.bytes(path)), flags, 0, 0);
        held.add((int) check("openat", fd, path));
        return "/proc/self/fd/" + fd;
    }

    /** What the kernel says about the failure, in its own words. */
    private String log(long context) {
        long length = calls.call(SystemCall.READ, context, calls.data(), 1024, 0, 0);
        return length <= 0
                ? ""
                : " (" + new String(calls.dataBytes(0, (int) length), StandardCharsets.UTF_8).strip() + ")";
    }

    private static long check(String call, long result, String shown) throws KernelException {
        if (result < 0) {
            throw new KernelException(call, new Errno((int) -result), shown);
        }
        return result;
    }
}
