// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says which targets files can affect that have changed: their contexts, their Dockerfiles, what they are built from. */
final class ChangedTargets {
    private final BakePlan plan;
    private final Set<Path> changed;
    private final Map<String, BuildTarget> targets;

    /**
     * @param changed the files, from the root of the file system
     * @param targets all of the plan
     */
    ChangedTargets(BakePlan plan, Set<Path> changed, Map<String, BuildTarget> targets) {
        this.plan = plan;
        this.changed = changed;
        this.targets = targets;
    }

    /** Those that files affect, and those that are built from one, or wait for one before they are published. */
    Set<String> affected() {
        Set<String> found = new TreeSet<>();
        targets.keySet().stream().filter(this::own).forEach(found::add);
        boolean more = !found.isEmpty();
        while (more) {
            List<String> next = targets.keySet().stream()
                    .filter(name ->
                            !found.contains(name) && needs(name).stream().anyMatch(found::contains))
                    .toList();
            more = found.addAll(next);
        }
        return found;
    }

    private List<String> needs(String name) {
        List<String> needed = new ArrayList<>();
        BuildTarget target = targets.get(name);
        if (target != null) {
            for (BuildContextSpec context : target.options().source().namedContexts()) {
                if (context instanceof BuildContextSpec.Target(String _, String other)) {
                    needed.add(other);
                }
            }
        }
        Target defined = plan.targets().get(name);
        if (defined != null) {
            needed.addAll(defined.gates());
        }
        return needed;
    }

    private boolean own(String name) {
        BuildTarget target = targets.get(name);
        if (target == null) {
            return false;
        }
        for (Path file : changed) {
            if (isDockerfile(file, target) || isInContext(file, target) || isInNamedContext(file, target)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDockerfile(Path file, BuildTarget target) {
        BuildOptions.Source source = target.options().source();
        if (!(source.context() instanceof BuildInput.Folder(Path context))) {
            return false;
        }
        Path dockerfile = Paths.real(
                source.dockerfile() instanceof DockerfileSource.At(String path)
                        ? Path.of(path)
                        : context.resolve("Dockerfile"));
        boolean hasFile = !(source.dockerfile() instanceof DockerfileSource.Inline);
        return (hasFile && file.equals(dockerfile))
                || (hasFile && file.equals(Path.of(dockerfile + ".dockerignore")))
                || file.equals(Paths.real(context.resolve(".dockerignore")));
    }

    private static boolean isInContext(Path file, BuildTarget target) {
        if (!(target.options().source().context() instanceof BuildInput.Folder(Path context))) {
            return false;
        }
        Optional<String> path = below(context, file);
        return path.isPresent()
                && !target.source().ignored().excludes(path.get())
                && target.contextUse().includes(path.get());
    }

    private static boolean isInNamedContext(Path file, BuildTarget target) {
        List<BuildContextSpec> contexts = target.options().source().namedContexts();
        for (BuildContextSpec context : contexts) {
            boolean inside = switch (context) {
                case BuildContextSpec.Folder(String _, Path path) ->
                    below(path, file).isPresent();
                case BuildContextSpec.OciLayout layout ->
                    below(layout.path(), file).isPresent();
                default -> false;
            };
            if (inside) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> below(Path folder, Path file) {
        Path root = Paths.real(folder);
        return file.startsWith(root) ? Optional.of(root.relativize(file).toString()) : Optional.empty();
    }
}
