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
            #   $1 a folder in memory of its own   $2 where the runtime may be mounted   $3 the limit of open files, or nothing
            #   $4 the token to say "ready" on standard error   $5 crun or runc, or "mounted" where /proc is its own already
            #   then the runtime and its options
            folder=$1 mounted=$2 files=$3 token=$4 kind=$5
            shift 5
            # In a container that hides parts of its /proc the kernel lets no user namespace mount a new one, which would show them.
            if [ "$kind" != mounted ] && ! mount -t proc -o nosuid,nodev,noexec proc /proc 2>/dev/null; then
              if [ "$kind" = runc ]; then
                echo 'parts of /proc are hidden here, as in a container, and runc needs one of its own (crun does not: apt-get install crun)' >&2
                exit 1
              fi
              : >"$folder/outer-proc" || exit 1
            fi
            # crun starts itself a second time, from a read-only mount of its own file, so that no container can write to the
            # program. Where it is started from such a mount and told so, it need not: a quarter of what a container costs.
            if [ -s "$mounted" ]; then
              shift
              set -- "$mounted" "$@"
              export _LIBCONTAINER_CLONED_BINARY=1
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

    private SlotScript() {}

    /**
     * The command that becomes a slot.
     *
     * @param folder where it has things in memory
     * @param openFiles the limit, or nothing
     */
    static List<String> slot(SandboxPlace place, Path folder, String openFiles, String token) {
        List<String> command = new ArrayList<>(
                List.of("setsid", "unshare", "--mount", "--propagation=slave", "--pid", "--fork", "--kill-child"));
        String kind = place.runtime().kind().command();
        // what may always be mounted costs a program less this way
        if (place.namespace() == UserNamespace.INITIAL) {
            command.add("--mount-proc");
            kind = "mounted";
        }
        command.addAll(List.of(
                "/bin/sh",
                "-c",
                SLOT,
                "slipway-sandbox",
                folder.toString(),
                place.mountedRuntime().toString(),
                openFiles,
                token,
                kind));
        command.addAll(place.runtime().command(folder));
        return command;
    }
}
