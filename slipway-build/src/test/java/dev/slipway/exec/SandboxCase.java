// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.progress.ProgressEvent.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with busybox as its root folder, and ways to run something in it. */
abstract class SandboxCase {
    final String runtime;
    final Sandbox sandbox;
    Path rootfs;

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    /** @param folder what is made for the sandbox and kept by it */
    SandboxCase(String runtime, Path root, Path folder) throws IOException {
        this.runtime = runtime;
        rootfs = BusyboxRoot.make(root.resolve("rootfs"));
        sandbox = open(runtime, folder);
    }

    static Sandbox open(String runtime, Path folder) {
        return Sandbox.open(OciRuntime.find(Map.of("SLIPWAY_RUNTIME", runtime)), folder, folder.resolve("kept"));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    ExecSpec.Builder shell(String script) {
        return ExecSpec.builder(rootfs, List.of("/bin/sh", "-c", script));
    }

    ExitStatus run(ExecSpec.Builder spec) throws InterruptedException {
        stdout.reset();
        stderr.reset();
        return sandbox.run(
                spec.build(),
                (stream, bytes, length) -> (stream == Stream.STDOUT ? stdout : stderr).write(bytes, 0, length));
    }

    String printed(ExecSpec.Builder spec) throws InterruptedException {
        ExitStatus status = run(spec);
        assertThat(status).as("%s%s", out(), err()).isEqualTo(ExitStatus.of(0));
        return out();
    }

    String printed(String script) throws InterruptedException {
        return printed(shell(script));
    }

    String out() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return stderr.toString(StandardCharsets.UTF_8);
    }
}
