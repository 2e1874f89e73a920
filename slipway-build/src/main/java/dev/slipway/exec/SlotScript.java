// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shell scripts of a {@link Slot}. Not in files of their own: to look into a jar costs more than to start a shell. */
final class SlotScript {
    /** The slot's first process: see its own first lines. */
    private static final String SLOT = """
            # One slot of the sandbox: the first process of a process namespace and a mount namespace of their own. It runs one
            # container after the other, each asked for by a line "ID TOKEN" on its standard input. The containers' output is its
            # own; TOKEN and three digits of exit status on both streams say that a container has ended. When the input ends, which
            # it does however the JVM dies, everything in the namespace is killed and this process ends.
            #   $1 a folder for things in memory   $2 crun or runc   $3 the limit of open files, or nothing
            #   $4 the token to say "ready" on standard error   then the runtime and its options
            folder=$1 kind=$2 files=$3 token=$4
            shift 4
            mount -t tmpfs -o mode=700,nosuid,nodev slipway "$folder" || exit 1
            # In a container that hides parts of its /proc the kernel lets no user namespace mount a new one, which would show them.
            if ! mount -t proc -o nosuid,nodev,noexec proc /proc 2>/dev/null; then
              if [ "$kind" = runc ]; then
                echo 'parts of /proc are hidden here, as in a container, and runc needs one of its own (crun does not: apt-get install crun)' >&2
                exit 1
              fi
              : >"$folder/outer-proc" || exit 1
            fi
            # crun starts itself a second time, from a read-only mount of its own file, so that no container can write to the
            # program. Where it is started from such a mount and told so, it need not: a quarter of what a container costs.
            if [ "$kind" = crun ] && : >"$folder/crun" && mount -o bind,ro "$1" "$folder/crun" 2>/dev/null; then
              shift
              set -- "$folder/crun" "$@"
              export _LIBCONTAINER_CLONED_BINARY=1
            fi
            # The runtimes must not find any cgroups: crun 1.8 refuses machines that mix versions 1 and 2, and none could be removed
            # after a sudden end. runc makes folders below the mount points that it reads about; on a read-only file system it
            # takes that for missing privileges, which it forgives.
            if [ ! -d /sys/fs/cgroup ]; then :
            elif [ "$kind" = crun ]; then
              mount -t tmpfs -o ro,mode=755,nosuid,nodev,noexec none /sys/fs/cgroup || exit 1
            else
              names=$(cd /sys/fs/cgroup && for name in */; do printf '%s ' "${name%/}"; done)
              mount -t tmpfs -o mode=755,nosuid,nodev,noexec none /sys/fs/cgroup || exit 1
              for name in $names; do mkdir "/sys/fs/cgroup/$name"; done
              mount -o remount,ro,mode=755,nosuid,nodev,noexec none /sys/fs/cgroup || exit 1
            fi
            if [ -n "$files" ]; then ulimit -Sn "$files"; fi
            printf '%s000' "$token" >&2
            # Who waits for a container sees no end of the input: the lines go through a process that does nothing else. (No "&":
            # that would make the containers ignore interrupts.)
            { while read -r line; do echo "$line"; done; kill -9 -1; } | while read -r id token; do
              "$@" run --bundle "$folder" "$id" </dev/null
              code=$?
              printf '%s%03d' "$token" "$code"
              printf '%s%03d' "$token" "$code" >&2
            done
            """;

    /** Makes a mount whose later mounts the slot, started after it, sees; says on standard output that it is there. */
    private static final String MOUNT = """
            folder=$1 options=$2 token=$3
            shift 3
            mount --make-shared -t tmpfs -o "$options" slipway "$folder" || exit 1
            printf '%s000' "$token"
            exec "$@"
            """;

    private SlotScript() {}

    /** The command that becomes a slot; to be followed by the runtime's own. */
    static List<String> slot(Path folder, OciRuntime.Kind kind, String openFiles, String token) {
        return List.of(
                "setsid",
                "unshare",
                "--mount",
                "--propagation=slave",
                "--pid",
                "--fork",
                "--kill-child",
                "/bin/sh",
                "-c",
                SLOT,
                "slipway-sandbox",
                folder.toString(),
                kind.command(),
                openFiles,
                token);
    }

    /** The same after a tmpfs has been mounted, shared. */
    static List<String> mounting(Path mountPoint, String options, String token, List<String> slot) {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", MOUNT, "slipway-sandbox", mountPoint.toString(), options, token));
        command.addAll(slot);
        return command;
    }
}
