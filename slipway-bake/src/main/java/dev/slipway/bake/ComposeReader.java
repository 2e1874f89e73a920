// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads compose files: each service that has a build section is a target. */
final class ComposeReader {
    private final Surroundings surroundings;
    private final Map<String, String> environment;

    ComposeReader(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = new HashMap<>(surroundings.visible());
        Path file = surroundings.folder().resolve(".env");
        if (Files.isRegularFile(file)) {
            try {
                DotEnv.read(Files.readString(file), environment).forEach(environment::putIfAbsent);
            } catch (IOException e) {
                throw Faults.of(".env can't be read: " + e.getMessage(), "make it readable, and UTF-8");
            } catch (InvalidSetting e) {
                throw Faults.of(".env: " + e.reason());
            }
        }
        environment.putIfAbsent("COMPOSE_PROJECT_NAME", "bake");
    }

    /** Whether the file can be read as one. */
    boolean isCompose(SourceFile file) {
        try {
            return load(file).containsKey("services");
        } catch (SourceException _) {
            return false;
        }
    }

    void read(List<SourceFile> files, BakeConfig config) {
        Map<String, Object> project = new LinkedHashMap<>();
        for (SourceFile file : files) {
            project = ComposeMerge.over(project, load(file));
        }
        Map<String, Object> services = new TreeMap<>(map(project.get("services")));
        if (services.isEmpty()) {
            if (!project.containsKey("services") && !project.containsKey("secrets")) {
                throw Faults.of(
                        files.getFirst().name() + " has no services", "expected services: with a build: in each");
            }
            return;
        }
        List<String> members = new ArrayList<>();
        for (String name : services.keySet()) {
            Map<String, Object> service = extended(name, services, new ArrayList<>());
            if (service.containsKey("build")) {
                Target target = target(name, service, map(project.get("secrets")));
                members.add(target.name());
                config.add(target);
            }
        }
        config.add(new Group("default", Optional.empty(), Optional.empty(), members));
    }

    private Target target(String name, Map<String, Object> service, Map<String, Object> secrets) {
        String targetName = name.replace('.', '_');
        if (!Words.isName(targetName)) {
            throw Faults.of("the service \"" + name + "\" can't be a target", "names have letters, digits, _ and -");
        }
        try {
            return new ComposeService(service, secrets, variables(service)).target(targetName);
        } catch (InvalidSetting e) {
            throw Faults.of("the service \"" + name + "\": " + e.reason());
        }
    }

    /** What arguments without a value may get: the service's own environment, then ours. */
    private Map<String, String> variables(Map<String, Object> service) throws InvalidSetting {
        Map<String, String> all = new HashMap<>(environment);
        for (Object one : ComposeMerge.list(service.get("env_file"))) {
            Map<String, Object> object = map(one);
            String path = object.isEmpty() ? String.valueOf(one) : String.valueOf(object.get("path"));
            Path file = surroundings.folder().resolve(path);
            boolean isRequired = !Boolean.FALSE.equals(object.get("required"));
            if (Files.exists(file) || isRequired) {
                try {
                    all.putAll(DotEnv.read(Files.readString(file), environment));
                } catch (IOException e) {
                    throw new InvalidSetting("the file " + path + " of env_file can't be read: " + e.getMessage());
                }
            }
        }
        ComposeMerge.pairs(service.get("environment"))
                .forEach((key, value) -> value.ifPresent(text -> all.put(key, text)));
        return all;
    }

    private Map<String, Object> load(SourceFile file) {
        Map<String, Object> read = ComposeYaml.read(file);
        try {
            Map<String, Object> found = map(new ComposeVariables(environment).replaced(read));
            Map<String, Object> all = new LinkedHashMap<>();
            for (Object one : ComposeMerge.list(found.get("include"))) {
                Map<String, Object> object = map(one);
                for (Object path : ComposeMerge.list(object.isEmpty() ? one : object.getOrDefault("path", ""))) {
                    all = ComposeMerge.over(all, load(included(String.valueOf(path))));
                }
            }
            return ComposeMerge.over(all, found);
        } catch (InvalidSetting e) {
            throw Faults.of(file.name() + ": " + e.reason());
        }
    }

    private SourceFile included(String path) throws InvalidSetting {
        try {
            return SourceFile.of(path, Files.readAllBytes(surroundings.folder().resolve(path)));
        } catch (IOException e) {
            throw new InvalidSetting("the included file " + path + " can't be read: " + e.getMessage());
        }
    }

    /** The service, laid over the one that it extends. */
    private Map<String, Object> extended(String name, Map<String, Object> services, List<String> before) {
        Map<String, Object> service = map(services.get(name));
        Object extension = service.get("extends");
        if (extension == null) {
            return service;
        }
        if (before.contains(name)) {
            throw Faults.of("services extend one another: " + String.join(" -> ", before) + " -> " + name);
        }
        before.add(name);
        Map<String, Object> object = map(extension);
        String parent = object.isEmpty() ? String.valueOf(extension) : String.valueOf(object.get("service"));
        Map<String, Object> others = services;
        if (object.containsKey("file")) {
            try {
                others = map(load(included(String.valueOf(object.get("file")))).get("services"));
            } catch (InvalidSetting e) {
                throw Faults.of("the service \"" + name + "\": " + e.reason());
            }
        }
        if (!others.containsKey(parent)) {
            throw Faults.of("the service \"" + name + "\" extends \"" + parent + "\", which is not there");
        }
        return ComposeMerge.over(extended(parent, others, before), service);
    }

    static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> found.put(String.valueOf(key), item));
        }
        return found;
    }
}
