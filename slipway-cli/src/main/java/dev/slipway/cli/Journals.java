// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.explain.BuildName;
import dev.slipway.explain.CommonName;
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
                CommonName.ofBuild(everywhere(options), images(options)),
                UrlCredentials.hidden(title),
                roots,
                "",
                options.tags().stream()
                        .map(tag -> ImageName.familiar(tag.toString()))
                        .toList(),
                options.caching().pull());
        return new Journal.Place(folder(), clock.instant(), List.of(subject));
    }

    // the words by which a build is known here, without the folder in which this machine has the project
    private static List<String> everywhere(BuildOptions options) {
        BuildOptions.Source source = options.source();
        List<String> words = new ArrayList<>();
        words.add(
                source.context() instanceof BuildInput.Folder(var path)
                        ? ProjectPlace.of(Paths.real(path))
                        : context(source.context()));
        String file = dockerfile(source.dockerfile());
        boolean isHere =
                source.dockerfile() instanceof DockerfileSource.At && source.context() instanceof BuildInput.Folder;
        words.add(isHere ? ProjectPlace.of(Path.of(folder()).resolve(file)) : file);
        options.target().ifPresent(stage -> words.add("target " + stage));
        options.platforms().forEach(platform -> words.add(platform.toString()));
        return words;
    }

    // tags are often made of the commit
    private static List<String> images(BuildOptions options) {
        return options.tags().stream()
                .map(tag -> tag.withoutVersion().toString())
                .distinct()
                .sorted()
                .toList();
    }

    // no switch over types: its first use would cost the build some milliseconds
    private static String context(BuildInput context) {
        if (context instanceof BuildInput.Folder(var path)) {
            return Paths.real(path).toString();
        }
        return context instanceof BuildInput.Remote(var url) ? url : "the standard input";
    }

    private static String dockerfile(DockerfileSource file) {
        if (file instanceof DockerfileSource.At(var path)) {
            return path;
        }
        if (file instanceof DockerfileSource.OnMachine(var path)) {
            return path;
        }
        if (file instanceof DockerfileSource.Remote(var url)) {
            return url;
        }
        return file instanceof DockerfileSource.Stdin ? "Dockerfile of the standard input" : "";
    }

    /** @param plans of each target by its name */
    static Journal.Place ofBake(BakeGraph graph, Map<String, List<BuildPlan>> plans, Clock clock) {
        String folder = folder();
        String place = ProjectPlace.of(Path.of(folder));
        List<Subject> subjects = new ArrayList<>();
        plans.forEach((name, made) -> {
            BuildTarget target = graph.target(name);
            subjects.add(new Subject(
                    BuildName.ofTarget(folder, name),
                    CommonName.ofTarget(place, name, images(target.options())),
                    "target " + name,
                    made.stream().map(BuildPlan::root).toList(),
                    target.stepPrefix(),
                    List.of(name),
                    target.options().caching().pull()));
        });
        return new Journal.Place(folder, clock.instant(), subjects);
    }
}
