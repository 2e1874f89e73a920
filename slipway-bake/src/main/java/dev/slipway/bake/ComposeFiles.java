// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads compose files with those that they include, their variables replaced, and remembers where what stands. */
final class ComposeFiles {
    private static final int MAX_DEPTH = 20;
    private static final String PROJECT = "COMPOSE_PROJECT_NAME";

    private final Surroundings surroundings;
    private final Map<String, String> environment;
    private final List<ComposeYaml> loaded = new ArrayList<>();
    private int depth;

    ComposeFiles(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = environment("", surroundings.visible());
        environment.putIfAbsent(PROJECT, "bake");
    }

    private Map<String, String> environment(String folder, Map<String, String> outer) {
        Map<String, String> all = new HashMap<>(outer);
        String path = new ComposePaths(folder).from(".env");
        if (HostPaths.existsBeside(surroundings, path)) {
            try {
                DotEnv.read(HostPaths.text(surroundings, path), all).forEach(all::putIfAbsent);
            } catch (InvalidSetting e) {
                throw Faults.of(path + ": " + e.reason(), "a line is NAME=VALUE");
            }
        }
        return all;
    }

    /** The variables that the files may use. */
    Map<String, String> environment() {
        return environment;
    }

    /** Where the keys lead to, as far as one of the files has them. */
    Optional<SourceSpan> place(List<String> path) {
        Optional<ComposeYaml.Place> best = Optional.empty();
        for (ComposeYaml yaml : loaded) {
            ComposeYaml.Place found = yaml.find(path);
            if (best.isEmpty() || found.depth() >= best.get().depth()) {
                best = Optional.of(found);
            }
        }
        return best.map(ComposeYaml.Place::span);
    }

    Map<String, Object> load(SourceFile file) {
        return load(file, environment);
    }

    private Map<String, Object> load(SourceFile file, Map<String, String> variables) {
        ComposeYaml yaml = ComposeYaml.read(file);
        loaded.add(yaml);
        if (++depth > MAX_DEPTH) {
            throw Faults.of(
                    "files include one another more than " + MAX_DEPTH + " deep",
                    "one of them must not include the next",
                    Optional.of(yaml.find(List.of("include")).span()));
        }
        try {
            Map<String, Object> content = yaml.content();
            if (depth == 1 && content.get("name") instanceof String name) {
                environment.put(PROJECT, new ComposeVariables(environment).replaced(name));
            }
            Map<String, Object> found = ComposeReader.map(new ComposeVariables(variables).replaced(content));
            Map<String, Object> all = new LinkedHashMap<>();
            for (Object one : ComposeMerge.list(found.get("include"))) {
                all = ComposeMerge.over(all, included(one, ComposePaths.of(file.name())));
            }
            depth--;
            return all.isEmpty() ? found : ComposeMerge.over(all, found);
        } catch (InvalidSetting e) {
            throw Faults.of(
                    e.reason(), e.help(), Optional.of(yaml.find(e.path()).span()));
        }
    }

    private Map<String, Object> included(Object one, ComposePaths outer) throws InvalidSetting {
        Map<String, Object> object = ComposeReader.map(one);
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object item : ComposeMerge.list(object.isEmpty() ? one : object.getOrDefault("path", ""))) {
            String path = outer.from(String.valueOf(item));
            ComposePaths inner = ComposeMerge.scalar(object.get("project_directory"))
                    .map(folder -> new ComposePaths(outer.from(folder)))
                    .orElse(ComposePaths.of(path));
            try {
                SourceFile file = HostPaths.source(surroundings, path);
                Map<String, Object> found = load(file, environment(inner.folder(), environment));
                found.remove("include");
                all = ComposeMerge.over(all, inner.rebased(found));
            } catch (InvalidSetting e) {
                throw new InvalidSetting("the included file " + path + ": " + e.reason(), e.help())
                        .under("include", ComposeYaml.KEY);
            }
        }
        return all;
    }

    /** A file that a service extends one of. */
    Map<String, Object> loadBeside(String path, Surroundings from) throws InvalidSetting {
        try {
            return ComposePaths.of(path).rebased(load(HostPaths.source(from, path), environment));
        } catch (InvalidSetting e) {
            throw new InvalidSetting("the file " + path + ": " + e.reason(), e.help()).under("extends", "file");
        }
    }
}
