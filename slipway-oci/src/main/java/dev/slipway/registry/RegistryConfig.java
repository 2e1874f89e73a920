// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.HostException;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mirrors and insecure registries, from one JSON file (see {@code docs/configuration.md}).
 *
 * @param registries by host and port; {@code docker.io} for Docker Hub
 */
public record RegistryConfig(Map<String, Registry> registries) {
    /** Nothing set. */
    public static final RegistryConfig EMPTY = new RegistryConfig(Map.of());

    private static final String HELP =
            "expected {\"registries\": {\"docker.io\": {\"mirrors\": [\"127.0.0.1:5055\"], \"insecure\": false}}}";

    /**
     * One registry.
     *
     * @param mirrors asked in order before the registry itself: {@code host[:port][/path]}, with {@code http://} or
     *     {@code https://} before it or not
     * @param insecure whether plain HTTP and untrusted certificates are taken
     */
    public record Registry(List<String> mirrors, boolean insecure) {
        static final Registry DEFAULT = new Registry(List.of(), false);

        public Registry {
            mirrors = List.copyOf(mirrors);
        }
    }

    public RegistryConfig {
        registries = Map.copyOf(registries);
    }

    /** The same with these mirrors in front of the registry's. */
    public RegistryConfig withMirrors(String registry, List<String> mirrors) {
        Registry before = registries.getOrDefault(registry, Registry.DEFAULT);
        List<String> all = new ArrayList<>(mirrors);
        all.addAll(before.mirrors);
        Map<String, Registry> more = new LinkedHashMap<>(registries);
        more.put(registry, new Registry(all, before.insecure));
        return new RegistryConfig(more);
    }

    /** The same without any mirror. */
    RegistryConfig withoutMirrors() {
        Map<String, Registry> bare = new LinkedHashMap<>();
        registries.forEach((name, one) -> bare.put(name, new Registry(List.of(), one.insecure)));
        return new RegistryConfig(bare);
    }

    /**
     * The file of {@code SLIPWAY_CONFIG}, else {@code $XDG_CONFIG_HOME/slipway/config.json} or
     * {@code ~/.config/slipway/config.json}, else {@code /etc/slipway/config.json}, else nothing set.
     *
     * @throws SourceException if the file is wrong
     */
    public static RegistryConfig load(Map<String, String> environment, Path home) {
        Optional<Path> file = file(environment, home);
        return file.isPresent() ? read(file.get()) : EMPTY;
    }

    /** The file that {@link #load} reads, if there is one. */
    public static Optional<Path> file(Map<String, String> environment, Path home) {
        String chosen = environment.getOrDefault("SLIPWAY_CONFIG", "");
        if (!chosen.isEmpty()) {
            return Optional.of(Path.of(chosen));
        }
        String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = base.isEmpty() ? home.resolve(".config") : Path.of(base);
        for (Path path : List.of(folder.resolve("slipway/config.json"), Path.of("/etc/slipway/config.json"))) {
            if (Files.exists(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static RegistryConfig read(Path file) {
        try {
            return parse(SourceFile.of(file.toString(), Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new HostException("there is no configuration " + file + ", which SLIPWAY_CONFIG names", e);
        } catch (IOException e) {
            throw new HostException("cannot read the configuration " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws SourceException if it is wrong */
    public static RegistryConfig parse(SourceFile file) {
        Json json;
        try {
            json = JsonParser.parse(file.text());
        } catch (JsonSyntaxException e) {
            int at = Math.min(
                    file.text().substring(0, e.offset()).getBytes(StandardCharsets.UTF_8).length, file.length());
            throw new SourceException(Diagnostic.error("not JSON: " + e.getMessage(), HELP, file.span(at, at)));
        }
        checkNames(file, json, "", List.of("registries"));
        Map<String, Registry> found = new LinkedHashMap<>();
        json.members("registries").forEach((name, value) -> found.put(name, registry(file, name, value)));
        if (json.get("registries").isPresent() && !(json.get("registries").get() instanceof Json.Obj)) {
            throw fault(file, "\"registries\" is no object");
        }
        return new RegistryConfig(found);
    }

    private static Registry registry(SourceFile file, String name, Json value) {
        String where = "registries." + name;
        checkNames(file, value, where, List.of("mirrors", "insecure"));
        List<String> mirrors = value.texts("mirrors");
        boolean wrongMirrors = value.get("mirrors").isPresent() && mirrors.size() != mirrorsIn(value);
        if (wrongMirrors || mirrors.stream().anyMatch(mirror -> !isPlace(mirror))) {
            throw fault(file, where + ".mirrors: expected an array of \"host[:port][/path]\"");
        }
        if (value.get("insecure").isPresent() && value.bool("insecure").isEmpty()) {
            throw fault(file, where + ".insecure: expected true or false");
        }
        return new Registry(mirrors, value.bool("insecure").orElse(false));
    }

    private static int mirrorsIn(Json value) {
        return value.get("mirrors").orElseThrow() instanceof Json.Arr(var items) ? items.size() : -1;
    }

    private static boolean isPlace(String mirror) {
        try {
            return Endpoint.of(mirror, false, true).uri("").getHost() != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void checkNames(SourceFile file, Json json, String where, List<String> known) {
        if (!(json instanceof Json.Obj(var members))) {
            throw fault(file, (where.isEmpty() ? "the file" : where) + " is no object");
        }
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                String place = where.isEmpty() ? "" : where + ": ";
                String hint = Suggestion.didYouMean(name, known)
                        .map(text -> "; " + text)
                        .orElse("");
                throw fault(file, place + "unknown member \"" + name + "\"" + hint);
            }
        }
    }

    private static SourceException fault(SourceFile file, String what) {
        return new SourceException(new Diagnostic(
                Severity.ERROR,
                Optional.empty(),
                file.name() + ": " + what,
                Optional.of(HELP),
                Optional.empty(),
                List.of()));
    }

    private boolean isInsecure(String host) {
        return registries.getOrDefault(host, Registry.DEFAULT).insecure;
    }

    Endpoint itself(String registry) {
        return Endpoint.of(registry, isInsecure(registry), false);
    }

    List<Endpoint> mirrors(String registry) {
        List<Endpoint> all = new ArrayList<>();
        for (String mirror : registries.getOrDefault(registry, Registry.DEFAULT).mirrors) {
            all.add(Endpoint.of(
                    mirror, isInsecure(Endpoint.of(mirror, false, true).host()), true));
        }
        return all;
    }
}
