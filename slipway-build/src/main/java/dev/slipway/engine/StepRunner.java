// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.Chain;
import java.util.List;

/** Runs a step whose result is not there: each kind of operation by its own class. */
final class StepRunner {
    private final ImagePuller images;
    private final PackagesRunner packages;
    private final HttpFiles downloads;
    private final GitRepositories repositories;
    private final ExecRunner commands;
    private final FilesRunner files;

    StepRunner(
            ImagePuller images,
            PackagesRunner packages,
            HttpFiles downloads,
            GitRepositories repositories,
            ExecRunner commands,
            FilesRunner files) {
        this.images = images;
        this.packages = packages;
        this.downloads = downloads;
        this.repositories = repositories;
        this.commands = commands;
        this.files = files;
    }

    /** The filesystem that the step makes of its inputs. */
    Chain run(Step step, List<StepResult> inputs) throws InterruptedException {
        return switch (step.op()) {
            case Op.Image image -> images.pull(step, image);
            case Op.Packages wanted -> packages.make(step, wanted);
            case Op.Http http -> downloads.make(step, http);
            case Op.Git git -> repositories.make(git);
            case Op.Exec exec -> commands.run(step, exec, inputs);
            case Op.Files actions -> files.run(step, actions, inputs);
            case Op.Local _, Op.Merge _ -> throw new IllegalStateException("nothing to run: " + step);
        };
    }
}
