// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.GoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paths in a compose file that another one includes or extends: they start from its own folder. */
record ComposePaths(String folder) {
    /** The folder of a file, as a path from where the file's own path starts; empty for that place itself. */
    static ComposePaths of(String file) {
        int slash = file.lastIndexOf('/');
        return new ComposePaths(slash < 0 ? "" : slash == 0 ? "/" : file.substring(0, slash));
    }

    String from(String path) {
        boolean isElsewhere = path.startsWith("/") || path.equals("~") || path.startsWith("~/");
        return folder.isEmpty() || isElsewhere ? path : GoPath.clean(folder + "/" + path);
    }

    Map<String, Object> rebased(Map<String, Object> project) {
        if (folder.isEmpty()) {
            return project;
        }
        Map<String, Object> found = new LinkedHashMap<>(project);
        found.computeIfPresent("services", (_, services) -> {
            Map<String, Object> all = ComposeReader.map(services);
            all.replaceAll((_, service) -> service instanceof Map ? service(ComposeReader.map(service)) : service);
            return all;
        });
        found.computeIfPresent("secrets", (_, secrets) -> {
            Map<String, Object> all = ComposeReader.map(secrets);
            all.replaceAll((_, secret) -> secret instanceof Map ? inside(ComposeReader.map(secret), "file") : secret);
            return all;
        });
        return found;
    }

    private Map<String, Object> service(Map<String, Object> service) {
        service.computeIfPresent(
                "build",
                (_, build) ->
                        build instanceof String || build instanceof Map ? build(ComposeMerge.build(build)) : build);
        service.computeIfPresent(
                "extends", (_, parent) -> parent instanceof Map ? inside(ComposeReader.map(parent), "file") : parent);
        service.computeIfPresent("env_file", (_, files) -> {
            List<Object> all = new ArrayList<>();
            for (Object one : ComposeMerge.list(files)) {
                all.add(one instanceof Map ? inside(ComposeReader.map(one), "path") : from(String.valueOf(one)));
            }
            return all;
        });
        return service;
    }

    private Map<String, Object> build(Map<String, Object> build) {
        Optional<String> context = ComposeMerge.scalar(build.get("context"));
        if (context.isPresent() && !isPlace(context.get())) {
            build.put("context", from(context.get()));
        }
        Map<String, Object> contexts = new LinkedHashMap<>();
        ComposeMerge.pairs(build.get("additional_contexts"))
                .forEach((name, value) -> contexts.put(
                        name, value.isEmpty() || isPlace(value.get()) ? value.orElse("") : from(value.get())));
        if (!contexts.isEmpty()) {
            build.put("additional_contexts", contexts);
        }
        return build;
    }

    private static boolean isPlace(String context) {
        return !ComposeService.context(context).equals(GoPath.clean(context));
    }

    private Map<String, Object> inside(Map<String, Object> object, String key) {
        @Nullable Object path = object.get(key);
        if (path instanceof String text) {
            object.put(key, from(text));
        }
        return object;
    }
}
