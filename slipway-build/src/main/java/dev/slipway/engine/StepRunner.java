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
        // not a switch: its first use would cost the build some milliseconds
        if (step.op() instanceof Op.Exec exec) {
            return commands.run(step, exec, inputs);
        }
        if (step.op() instanceof Op.Files actions) {
            return files.run(step, actions, inputs);
        }
        if (step.op() instanceof Op.Image image) {
            return images.pull(step, image);
        }
        if (step.op() instanceof Op.Packages wanted) {
            return packages.make(step, wanted);
        }
        if (step.op() instanceof Op.Http http) {
            return downloads.make(step, http);
        }
        if (step.op() instanceof Op.Git git) {
            return repositories.make(git);
        }
        throw new IllegalStateException("nothing to run: " + step);
    }
}
