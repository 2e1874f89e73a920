// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands that a runtime runs when it makes a container.
 *
 * @param seccomp what keeps the filter that it compiles
 * @param root who sees to it that device files of the root folder stay inert
 */
record RuntimeHooks(Optional<Json> seccomp, RootFlags root) {
    static final RuntimeHooks NONE = new RuntimeHooks(Optional.empty(), RootFlags.KEPT);

    /** Whether the root folder is mounted in the container as it is outside. */
    enum RootFlags {
        /** By the kernel or by the runtime. */
        KEPT,
        /** crun binds the root folder anew and forgets that it was {@code nodev}. */
        FORGOTTEN;

        static RootFlags of(OciRuntime runtime, UserNamespace namespace) {
            return switch (runtime.kind()) {
                // what a user namespace mounts has no devices anyway
                case CRUN -> namespace == UserNamespace.INITIAL ? FORGOTTEN : KEPT;
                case RUNC -> KEPT;
            };
        }
    }

    /** The member {@code hooks} of a sandboxed container. */
    Optional<Json> of(ExecSpec spec, boolean filtered) {
        Json.Builder hooks = Json.object();
        boolean any = false;
        if (filtered && seccomp.isPresent()) {
            hooks.put("prestart", Json.ofItems(List.of(seccomp.get())));
            any = true;
        }
        if (root == RootFlags.FORGOTTEN && spec.mayHaveDevices()) {
            hooks.put("createContainer", Json.ofItems(List.of(inert(spec))));
            any = true;
        }
        return any ? Optional.of(hooks.build()) : Optional.empty();
    }

    // a hook is told about the container on its standard input; who does not read it may stop the runtime
    private static Json inert(ExecSpec spec) {
        String script = "while read -r _; do :; done; exec mount -o remount,bind,nodev \"$1\"";
        return shell(script, spec.rootfs().toString());
    }

    /** A hook that runs a script with arguments. */
    static Json shell(String script, String... arguments) {
        List<String> args = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        args.addAll(List.of(arguments));
        return Json.object().put("path", "/bin/sh").putTexts("args", args).build();
    }
}
