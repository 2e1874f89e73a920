// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Outcome;
import java.util.Optional;

/** {@code slipway run}: jobs of the project, or an image. */
final class RunCommand implements Command {
    @Override
    public CommandSpec spec() {
        return RunTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        Optional<ProjectJobs> project = ProjectJobs.find(options, io);
        if (options.isSet(RunTable.LIST)) {
            return list(project, options, io);
        }
        if (options.operands().isEmpty()) {
            throw options.line().errorAtEnd("nothing says what to run", "name a job or an image");
        }
        if (project.isPresent() && project.get().has(options.operands().getFirst())) {
            // behind a job, unlike behind an image, options are still ours
            ParsedOptions all = OptionParser.parse(RunTable.OF_JOBS, options.line());
            JobOptions wanted = JobOptions.read(all, io);
            return new JobRun(project.get(), project.get().wanted(all.operands()), wanted, io).call();
        }
        JobOptions.refuse(
                options, JobOptions.OF_JOBS, "this is for jobs", "name a job of slipway.hcl, or leave it out");
        RunOptions wanted = new RunOptionsReader(options, io).read();
        return new ContainerRun(wanted, CacheAccess.read(options, io).scopes(), io).call();
    }

    private static int list(Optional<ProjectJobs> project, ParsedOptions options, Io io) {
        if (project.isEmpty()) {
            throw options.line().errorAtEnd("no file here has jobs", "write job blocks into slipway.hcl");
        }
        JobList.print(project.get().jobs(), io.out());
        return Outcome.OK.code();
    }
}
