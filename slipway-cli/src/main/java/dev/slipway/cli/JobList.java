// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Job;
import dev.slipway.bake.JobImage;
import dev.slipway.bake.Jobs;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Shows what jobs a project has. */
final class JobList {
    private JobList() {}

    static void print(Jobs jobs, PrintStream out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("JOB", "RUNS IN", "NEEDS"));
        for (Job job : jobs.all()) {
            String image = job.image() instanceof JobImage.OfTarget(var target)
                    ? "target " + target.text()
                    : job.image().name().text();
            String needs = String.join(
                    ", ", job.needs().stream().map(need -> need.text()).toList());
            rows.add(List.of(job.name().text(), image, needs));
        }
        TextTable.print(rows, out);
    }
}
