// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.explain.BuildName;
import dev.slipway.explain.Journal;
import dev.slipway.explain.Subject;
import dev.slipway.graph.Step;
import dev.slipway.plan.BuildPlan;
import dev.slipway.text.UrlCredentials;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what a command builds, for those who ask later why its steps ran. */
final class Journals {
    private Journals() {}

    /** The folder in which commands are started, by which builds are found again. */
    static String folder() {
        return Paths.real(Path.of("")).toString();
    }

    static Journal.Place ofBuild(BuildOptions options, List<Step> roots, Clock clock) {
        BuildOptions.Source source = options.source();
        List<String> words = new ArrayList<>();
        words.add(context(source.context()));
        words.add(dockerfile(source.dockerfile()));
        options.target().ifPresent(stage -> words.add("target " + stage));
        options.platforms().forEach(platform -> words.add(platform.toString()));
        String title =
                String.join(", ", words.stream().filter(word -> !word.isEmpty()).toList());
        Subject subject = new Subject(
                BuildName.ofBuild(words),
                UrlCredentials.hidden(title),
                roots,
                "",
                options.tags().stream()
                        .map(tag -> ImageName.familiar(tag.toString()))
                        .toList(),
                options.caching().pull());
        return new Journal.Place(folder(), clock.instant(), List.of(subject));
    }

    private static String context(BuildInput context) {
        return switch (context) {
            case BuildInput.Folder(var path) -> Paths.real(path).toString();
            case BuildInput.Remote(var url) -> url;
            case BuildInput.Stdin() -> "the standard input";
        };
    }

    private static String dockerfile(DockerfileSource file) {
        return switch (file) {
            case DockerfileSource.InContext() -> "";
            case DockerfileSource.At(var path) -> path;
            case DockerfileSource.OnMachine(var path) -> path;
            case DockerfileSource.Remote(var url) -> url;
            case DockerfileSource.Inline(var name, var _) -> name;
            case DockerfileSource.Stdin() -> "Dockerfile of the standard input";
        };
    }

    /** @param plans of each target by its name */
    static Journal.Place ofBake(BakeGraph graph, Map<String, List<BuildPlan>> plans, Clock clock) {
        String folder = folder();
        List<Subject> subjects = new ArrayList<>();
        plans.forEach((name, made) -> {
            BuildTarget target = graph.target(name);
            subjects.add(new Subject(
                    BuildName.ofTarget(folder, name),
                    "target " + name,
                    made.stream().map(BuildPlan::root).toList(),
                    target.stepPrefix(),
                    List.of(name),
                    target.options().caching().pull()));
        });
        return new Journal.Place(folder, clock.instant(), subjects);
    }
}
