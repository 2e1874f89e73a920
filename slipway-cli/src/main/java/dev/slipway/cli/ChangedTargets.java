// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says which targets files can affect that have changed: their contexts, their Dockerfiles, what they are built from. */
final class ChangedTargets {
    private final BakePlan plan;
    private final ChangedFiles changed;
    private final Map<String, BuildTarget> targets;

    /**
     * @param changed the files, from the root of the file system
     * @param targets all of the plan
     */
    ChangedTargets(BakePlan plan, Set<Path> changed, Map<String, BuildTarget> targets) {
        this.plan = plan;
        this.changed = new ChangedFiles(changed);
        this.targets = targets;
    }

    /** Those that files affect, and those that are built from one, or wait for one before they are published. */
    Set<String> affected() {
        Map<String, List<String>> users = new HashMap<>();
        for (String name : targets.keySet()) {
            needs(name)
                    .forEach(needed -> users.computeIfAbsent(needed, _ -> new ArrayList<>())
                            .add(name));
        }
        Set<String> found = new TreeSet<>();
        Deque<String> open =
                new ArrayDeque<>(targets.keySet().stream().filter(this::own).toList());
        while (!open.isEmpty()) {
            String name = open.pop();
            if (found.add(name)) {
                open.addAll(users.getOrDefault(name, List.of()));
            }
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
        BuildOptions.Source source = target.options().source();
        return recipe(source).stream().anyMatch(changed::touch)
                || isContextTouched(target)
                || source.namedContexts().stream().anyMatch(this::isTouched);
    }

    /** The Dockerfile, as far as it is a file, and the files that say what of the context is left out. */
    private static List<Path> recipe(BuildOptions.Source source) {
        if (!(source.context() instanceof BuildInput.Folder(Path context))) {
            return List.of();
        }
        List<Path> files = new ArrayList<>(List.of(context.resolve(".dockerignore")));
        List<Path> dockerfiles = switch (source.dockerfile()) {
            case DockerfileSource.At(String path) -> List.of(Path.of(path));
            case DockerfileSource.InContext _ -> List.of(context.resolve("Dockerfile"), context.resolve("dockerfile"));
            default -> List.of();
        };
        for (Path dockerfile : dockerfiles) {
            files.add(dockerfile);
            files.add(Path.of(dockerfile + ".dockerignore"));
        }
        return files;
    }

    private boolean isContextTouched(BuildTarget target) {
        if (!(target.options().source().context() instanceof BuildInput.Folder(Path context))) {
            return false;
        }
        if (changed.leadTo(context)) {
            return true;
        }
        Path root = Paths.real(context);
        ContextUse use = target.contextUse();
        for (Path file : changed.in(root)) {
            String path = root.relativize(file).toString();
            // of a folder, which is a repository of its own or a link to one, it is not known what has changed in it
            boolean isUsed = Files.isDirectory(file) || use.includes(path);
            if (isUsed && !target.source().ignored().excludes(path)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTouched(BuildContextSpec context) {
        return switch (context) {
            case BuildContextSpec.Folder(String _, Path path) -> changed.touch(path);
            case BuildContextSpec.OciLayout layout -> changed.touch(layout.path());
            default -> false;
        };
    }
}
