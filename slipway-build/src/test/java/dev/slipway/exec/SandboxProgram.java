// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that runs one step, to be killed by a test: runtime, root folder, sandbox folder, shell command. */
final class SandboxProgram {
    private SandboxProgram() {}

    public static void main(String[] args) throws InterruptedException {
        OciRuntime runtime = OciRuntime.find(Map.of("SLIPWAY_RUNTIME", args[0]));
        ExecSpec spec = ExecSpec.builder(Path.of(args[1]), List.of("/bin/sh", "-c", args[3]))
                .build();
        try (Sandbox sandbox =
                Sandbox.open(runtime, Path.of(args[2]), Path.of(args[2]).resolve("kept"))) {
            sandbox.run(spec, (_, bytes, length) -> {
                System.out.write(bytes, 0, length);
                System.out.flush();
            });
        }
    }
}
