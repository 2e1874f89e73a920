// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.exec.ProgramPath;
import dev.slipway.export.LayerTar;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.text.BuildException;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes a root filesystem from a distribution's packages with mmdebstrap. The same state of the archive gives the same
 * bytes: times are those of its Release file.
 */
final class PackagesRunner {
    /** The first process of the namespace. When we are gone, whatever ended us, its input ends; then it ends all. */
    static final String SUPERVISOR = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            program=$!
            { cat; kill -9 -1; } <&3 >/dev/null 2>&1 3<&- &
            exec 3<&-
            wait "$program"
            """;

    private final Store store;
    private final PackageArchives archives;
    private final Progress progress;

    PackagesRunner(Store store, PackageArchives archives, Progress progress) {
        this.store = store;
        this.archives = archives;
        this.progress = progress;
    }

    Chain make(Step step, Op.Packages packages) throws InterruptedException {
        Path program = ProgramPath.find("mmdebstrap", System.getenv())
                .orElseThrow(() -> new HostException(
                        "apt: bases are made with mmdebstrap, which is not there: apt-get install mmdebstrap"));
        Path folder = store.newTempFolder();
        Path tar = folder.resolve("root.tar");
        try {
            run(step, start(command(program, packages, tar), packages, folder));
            // not named by the tar of mmdebstrap, which nobody will have: what others get is a tar of ours
            LayerId layer;
            try (InputStream in = Files.newInputStream(tar)) {
                layer = store.layers().unpacker().unpack(LayerTar::digest, in, step.name());
            }
            return new Chain(List.of(layer));
        } catch (IOException e) {
            throw new HostException(step.name() + ": " + e.getMessage(), e);
        } finally {
            tar.toFile().delete();
        }
    }

    private List<String> command(Path program, Op.Packages packages, Path tar) {
        // in a process namespace of its own nothing of it outlives SUPERVISOR, and /proc can be mounted by a plain user
        // too
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "/bin/sh",
                "-c",
                SUPERVISOR,
                program.toString(),
                program.toString(),
                "--quiet",
                "--format=tar",
                "--mode=root",
                // a plain user could keep none; what runs gets those that it may use
                "--skip=output/dev",
                "--variant=" + packages.variant(),
                "--components=" + String.join(",", packages.components()),
                "--architectures=" + packages.architecture(),
                "--aptopt=Acquire::Retries \"3\""));
        if (archives.inUserNamespace()) {
            // it belongs to the machine's network, in which we have no say; what is installed does not depend on it
            command.add("--skip=chroot/mount/sys");
        }
        if (!packages.include().isEmpty()) {
            command.add("--include=" + String.join(",", packages.include()));
        }
        command.addAll(List.of(packages.suite(), tar.toString(), packages.mirror()));
        return command;
    }

    private Process start(List<String> command, Op.Packages packages, Path folder)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("SOURCE_DATE_EPOCH", Long.toString(archives.date(packages)));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TMPDIR", folder.toString());
        return builder.start();
    }

    private void run(Step step, Process process) throws InterruptedException {
        OutputTail output = new OutputTail(step.digest(), progress);
        try {
            int status = ChildOutput.await(
                    process, (bytes, length) -> output.accept(ProgressEvent.Stream.STDERR, bytes, length));
            if (status != 0) {
                throw new BuildException(
                        "mmdebstrap could not make " + step.name() + ": exit code " + status,
                        step.label().at(),
                        new BuildException.LastOutput(step.name(), output.lastLines()));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
