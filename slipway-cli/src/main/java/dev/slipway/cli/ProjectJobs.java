// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakeFiles;
import dev.slipway.bake.Job;
import dev.slipway.bake.JobReader;
import dev.slipway.bake.Jobs;
import dev.slipway.bake.Surroundings;
import dev.slipway.text.SourceFile;
import dev.slipway.text.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs of the project in the working folder.
 *
 * @param files what they and the targets stand in
 */
record ProjectJobs(Jobs jobs, List<SourceFile> files, Surroundings surroundings) {
    private static final Path DEFAULT = Path.of("slipway.hcl");

    /** They, if a file has some: of those that are named, else of the default ones of bake if a {@code slipway.hcl} is among them. */
    static Optional<ProjectJobs> find(ParsedOptions options, Io io) {
        List<Argument> named = options.values(RunTable.FILE);
        if (named.isEmpty() && !Files.isRegularFile(DEFAULT)) {
            return Optional.empty();
        }
        Surroundings here = BakeCommand.surroundings(io, "").with(new IdentityFinder(options, io));
        List<SourceFile> files = new BakeFiles(here, io.in())
                .read(named.stream().map(Argument::text).toList());
        if (files.stream().noneMatch(file -> JobReader.mayBeIn(file.text()))) {
            return Optional.empty();
        }
        return Optional.of(new ProjectJobs(JobReader.read(files, here), files, here));
    }

    /** Whether the word is one of their names; an error if it is nearly one, and could be no image but by chance. */
    boolean has(Argument word) {
        if (jobs.find(word.text()).isPresent()) {
            return true;
        }
        boolean mayBeImage = word.text().contains("/")
                || word.text().contains(":")
                || word.text().contains("@");
        Optional<String> near = Suggestion.didYouMean(word.text(), jobs.names());
        if (!mayBeImage && near.isPresent()) {
            throw word.error(
                    "there is no job \"" + word.text() + "\"",
                    near.get() + "; an image of that name is " + word.text() + ":latest");
        }
        return false;
    }

    /** The jobs of these names. */
    List<Job> wanted(List<Argument> words) {
        Set<Job> found = new LinkedHashSet<>();
        for (Argument word : words) {
            found.addAll(jobs.find(word.text())
                    .orElseThrow(() -> word.error(
                            "there is no job \"" + word.text() + "\"",
                            Suggestion.didYouMean(word.text(), jobs.names())
                                    .orElse("jobs and images can't be run together"))));
        }
        return new ArrayList<>(found);
    }
}
