// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads compose files: each service that has a build section is a target. */
final class ComposeReader {
    private final Surroundings surroundings;
    private final ComposeFiles files;

    ComposeReader(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.files = new ComposeFiles(surroundings);
    }

    /** Whether the file can be read as one. */
    boolean isCompose(SourceFile file) {
        try {
            return files.load(file).containsKey("services");
        } catch (SourceException _) {
            return false;
        }
    }

    void read(List<SourceFile> sources, BakeConfig config) {
        Map<String, Object> project = new LinkedHashMap<>();
        for (SourceFile source : sources) {
            project = ComposeMerge.over(project, files.load(source));
        }
        Object all = project.getOrDefault("services", Map.of());
        if (!(all instanceof Map) && all != ComposeValues.Absent.NULL) {
            throw fault("services are a map", "expected NAME: with a build: in it", List.of("services"));
        }
        Map<String, Object> services = new TreeMap<>(map(all));
        if (services.isEmpty()) {
            if (!project.containsKey("services") && !project.containsKey("secrets")) {
                throw Faults.of(
                        sources.getFirst().name() + " has no services",
                        "expected services: with a build: in each",
                        Optional.of(sources.getFirst().span(0, 0)));
            }
            return;
        }
        List<String> members = new ArrayList<>();
        for (String name : services.keySet()) {
            Optional<Target> target = target(name, services, map(project.get("secrets")), config);
            target.ifPresent(found -> members.add(found.name()));
            target.ifPresent(config::add);
        }
        config.add(new Group("default", Optional.empty(), Optional.empty(), members));
    }

    private SourceException fault(String summary, String help, List<String> path) {
        return Faults.of(summary, help, files.place(path));
    }

    private Optional<Target> target(
            String name, Map<String, Object> services, Map<String, Object> secrets, BakeConfig config) {
        List<String> path = List.of("services", name);
        String targetName = name.replace('.', '_');
        if (!Words.isName(targetName)) {
            throw fault("\"" + name + "\" is no name of a service", "names have letters, digits, _, . and -", path);
        }
        try {
            Map<String, Object> service = new ComposeParents(files, surroundings).whole(name, services);
            for (String key : service.keySet()) {
                Optional<SourceSpan> where = files.place(List.of("services", name, key, ComposeYaml.KEY));
                UnknownWords.nearly(key, where, ComposeCheck.OF_SERVICES).ifPresent(config::warn);
            }
            if (!service.containsKey("build")) {
                return Optional.empty();
            }
            warnOfUnread(name, service, config);
            Target target = new ComposeService(service, secrets, variables(service)).target(targetName);
            Map<Field, SourceSpan> places = new TreeMap<>();
            for (Field field : target.settings().keySet()) {
                files.place(List.of("services", name, "build", key(field))).ifPresent(at -> places.put(field, at));
            }
            Map<String, Object> extension =
                    map(ComposeMerge.build(service.getOrDefault("build", "")).get("x-bake"));
            for (Field field : List.of(Field.OUTPUT, Field.CACHE_TO, Field.CACHE_FROM)) {
                if (extension.containsKey(field.attribute())) {
                    files.place(List.of("services", name, "build", "x-bake", field.attribute()))
                            .ifPresent(at -> places.put(field, at));
                }
            }
            Target placed = new Target(targetName, target.settings(), places);
            UnknownWords.in(placed, config);
            return Optional.of(placed);
        } catch (InvalidSetting e) {
            throw fault(
                    "the service \"" + name + "\": " + e.reason(),
                    e.help(),
                    e.under("services", name).path());
        }
    }

    private void warnOfUnread(String name, Map<String, Object> service, BakeConfig config) {
        Map<String, Object> build = ComposeMerge.build(service.getOrDefault("build", ""));
        for (String key : map(build.get("x-bake")).keySet()) {
            Optional<SourceSpan> where =
                    files.place(List.of("services", name, "build", "x-bake", key, ComposeYaml.KEY));
            if (!ComposeExtension.KNOWN.contains(key) && where.isPresent()) {
                config.warn(UnknownWords.attribute(key, where.get(), ComposeExtension.KNOWN));
            }
        }
    }

    private static String key(Field field) {
        return switch (field) {
            case SECRET -> "secrets";
            case CONTEXTS -> "additional_contexts";
            default -> field.attribute().replace('-', '_');
        };
    }

    /** What arguments without a value may get: the service's own environment, then ours. */
    private Map<String, String> variables(Map<String, Object> service) throws InvalidSetting {
        Map<String, String> all = new HashMap<>(files.environment());
        for (Object one : ComposeMerge.list(service.get("env_file"))) {
            Map<String, Object> object = map(one);
            String path = object.isEmpty() ? String.valueOf(one) : String.valueOf(object.get("path"));
            boolean isRequired = !Boolean.FALSE.equals(object.get("required"));
            if (isRequired || HostPaths.existsBeside(surroundings, path)) {
                try {
                    String text = HostPaths.text(surroundings, path);
                    all.putAll(DotEnv.read(text, files.environment()));
                } catch (InvalidSetting e) {
                    throw new InvalidSetting("the file " + path + " of env_file: " + e.reason(), e.help())
                            .under("env_file");
                }
            }
        }
        ComposeMerge.pairs(service.get("environment"))
                .forEach((key, value) -> value.ifPresent(text -> all.put(key, text)));
        return all;
    }

    static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> found.put(String.valueOf(key), item));
        }
        return found;
    }
}
