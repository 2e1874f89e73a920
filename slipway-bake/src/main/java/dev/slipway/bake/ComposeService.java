// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.GoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The build section of a service, as a target. */
final class ComposeService {
    private final Map<String, Object> service;
    private final Map<String, Object> build;
    private final Map<String, Object> secrets;
    private final Map<String, String> variables;
    private final Map<Field, Setting> settings = new TreeMap<>();

    /** The key whose value is being read, for messages. */
    private String reading = "";

    /** @param variables what arguments without a value get */
    ComposeService(Map<String, Object> service, Map<String, Object> secrets, Map<String, String> variables) {
        this.service = service;
        this.build = ComposeMerge.build(service.getOrDefault("build", ""));
        this.secrets = secrets;
        this.variables = variables;
    }

    Target target(String name) throws InvalidSetting {
        try {
            ComposeCheck.build(build);
            read();
            reading = "x-bake";
            new ComposeExtension(ComposeReader.map(build.get("x-bake")), settings).apply();
        } catch (InvalidSetting e) {
            throw reading.isEmpty() ? e.under("build") : e.under("build", reading);
        }
        Optional<String> image = ComposeMerge.scalar(service.get("image")).filter(text -> !text.isEmpty());
        if (image.isPresent() && !settings.containsKey(Field.TAGS)) {
            settings.put(Field.TAGS, new Setting.Texts(List.of(image.get())));
        }
        return new Target(name, settings, Map.of());
    }

    private void read() throws InvalidSetting {
        ComposeMerge.scalar(build.get("context"))
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> settings.put(Field.CONTEXT, new Setting.Text(atHome(text))));
        text(Field.DOCKERFILE, "dockerfile");
        text(Field.DOCKERFILE_INLINE, "dockerfile_inline");
        text(Field.TARGET, "target");
        text(Field.NETWORK, "network");
        flag(Field.PULL, "pull");
        flag(Field.NO_CACHE, "no_cache");
        texts(Field.TAGS, build.get("tags"));
        texts(Field.PLATFORMS, build.get("platforms"));
        texts(Field.NO_CACHE_FILTER, build.get("no_cache_filter"));
        entries(Field.CACHE_FROM, "cache_from");
        entries(Field.CACHE_TO, "cache_to");
        arguments();
        named();
        sizes();
        keysAndSecrets();
        attestations();
    }

    private void text(Field field, String key) {
        ComposeMerge.scalar(build.get(key))
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> settings.put(field, new Setting.Text(text)));
    }

    private String atHome(String path) {
        boolean isAtHome = path.equals("~") || path.startsWith("~/");
        return isAtHome ? variables.getOrDefault("HOME", "~") + path.substring(1) : path;
    }

    private void flag(Field field, String key) throws InvalidSetting {
        reading = key;
        Optional<String> word = ComposeMerge.scalar(build.get(key));
        if (word.isPresent() && Words.bool(word.get()).isEmpty()) {
            throw new InvalidSetting(key + " is true or false, not \"" + word.get() + "\"");
        }
        if (word.flatMap(Words::bool).orElse(false)) {
            settings.put(field, new Setting.Flag(true));
        }
    }

    private void texts(Field field, @Nullable Object value) {
        List<String> texts = ComposeMerge.texts(value);
        if (!texts.isEmpty()) {
            settings.put(field, new Setting.Texts(texts));
        }
    }

    private void entries(Field field, String key) throws InvalidSetting {
        reading = key;
        List<Entry> entries = new ArrayList<>();
        for (String text : ComposeMerge.texts(build.get(key))) {
            if (!text.isEmpty()) {
                entries.addAll(EntryReader.read(field, text));
            }
        }
        if (!entries.isEmpty()) {
            settings.put(field, new Setting.Entries(entries));
        }
    }

    private void arguments() {
        Map<String, String> args = new TreeMap<>();
        ComposeMerge.pairs(build.get("args")).forEach((name, value) -> {
            Optional<String> text = value.or(() -> Optional.ofNullable(variables.get(name)));
            text.ifPresent(found -> args.put(name, found));
        });
        pairs(Field.ARGS, args);
    }

    private void named() {
        Map<String, String> labels = new TreeMap<>();
        ComposeMerge.pairs(build.get("labels")).forEach((name, value) -> labels.put(name, value.orElse("")));
        pairs(Field.LABELS, labels);
        Map<String, String> contexts = new TreeMap<>();
        ComposeMerge.pairs(build.get("additional_contexts"))
                .forEach((name, value) -> contexts.put(name, context(value.orElse(""))));
        pairs(Field.CONTEXTS, contexts);
        Map<String, String> hosts = new TreeMap<>();
        hosts(build.get("extra_hosts")).forEach((name, addresses) -> hosts.put(name, String.join(",", addresses)));
        pairs(Field.EXTRA_HOSTS, hosts);
    }

    private void pairs(Field field, Map<String, String> pairs) {
        if (!pairs.isEmpty()) {
            settings.put(field, new Setting.Pairs(pairs));
        }
    }

    /** The context as bake names it: another service is a target, a folder has its shortest path. */
    static String context(String text) {
        if (text.startsWith("service:") || text.startsWith("target:")) {
            return "target:" + text.substring(text.indexOf(':') + 1).replace('.', '_');
        }
        boolean isPlace = text.contains("://") || TargetCheck.isRemote(text) || text.isEmpty();
        return isPlace ? text : GoPath.clean(text);
    }

    private static Map<String, List<String>> hosts(@Nullable Object value) {
        Map<String, List<String>> hosts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, addresses) -> hosts.put(String.valueOf(name), ComposeMerge.texts(addresses)));
            return hosts;
        }
        for (String text : ComposeMerge.texts(value)) {
            int equals = text.indexOf('=');
            int split = equals < 0 ? text.indexOf(':') : equals;
            if (split > 0) {
                String address = text.substring(split + 1);
                boolean bracketed = address.startsWith("[") && address.endsWith("]");
                hosts.computeIfAbsent(text.substring(0, split), _ -> new ArrayList<>())
                        .add(bracketed ? address.substring(1, address.length() - 1) : address);
            }
        }
        return hosts;
    }

    private void sizes() throws InvalidSetting {
        reading = "shm_size";
        Optional<String> size = ComposeMerge.scalar(build.get("shm_size"));
        if (size.isPresent()) {
            Optional<Long> bytes = Sizes.parse(size.get());
            if (bytes.isEmpty()) {
                throw new InvalidSetting("shm_size \"" + size.get() + "\" is no size", "expected such as 64m or 2gb");
            }
            if (bytes.get() > 0) {
                settings.put(Field.SHM_SIZE, new Setting.Text(Sizes.shown(bytes.get())));
            }
        }
        List<String> limits = new ArrayList<>();
        for (Map.Entry<String, Object> limit :
                ComposeReader.map(build.get("ulimits")).entrySet()) {
            Map<String, Object> both = ComposeReader.map(limit.getValue());
            String soft = both.isEmpty() ? String.valueOf(limit.getValue()) : String.valueOf(both.get("soft"));
            String hard = both.isEmpty() ? soft : String.valueOf(both.get("hard"));
            limits.add(limit.getKey() + "=" + soft + ":" + hard);
        }
        texts(Field.ULIMITS, limits);
    }

    private void keysAndSecrets() throws InvalidSetting {
        reading = "ssh";
        Object keys = build.get("ssh");
        List<Entry> found = new ArrayList<>();
        if (keys instanceof Map<?, ?> map) {
            map.forEach((id, path) -> found.add(new Entry(
                    Map.of("id", String.valueOf(id)),
                    ComposeMerge.scalar(path).stream().toList())));
        } else {
            for (String text : ComposeMerge.texts(keys)) {
                found.addAll(EntryReader.read(Field.SSH, text));
            }
        }
        found.sort((a, b) -> a.get("id").compareTo(b.get("id")));
        if (!found.isEmpty()) {
            settings.put(Field.SSH, new Setting.Entries(found));
        }
        reading = "secrets";
        List<Entry> all = new ArrayList<>();
        for (Object one : ComposeMerge.list(build.get("secrets"))) {
            Map<String, Object> object = ComposeReader.map(one);
            all.add(secret(object.isEmpty() ? String.valueOf(one) : String.valueOf(object.get("source"))));
        }
        if (!all.isEmpty()) {
            settings.put(Field.SECRET, new Setting.Entries(all));
        }
    }

    private Entry secret(String name) throws InvalidSetting {
        if (!secrets.containsKey(name)) {
            throw new InvalidSetting(
                            "the secret \"" + name + "\" is not defined", "expected it under secrets: at the top")
                    .under(name);
        }
        Map<String, Object> definition = ComposeReader.map(secrets.get(name));
        if (Boolean.TRUE.equals(definition.get("external"))) {
            throw new InvalidSetting(
                            "the secret \"" + name + "\" is external, which no build can read",
                            "give it file: or environment:")
                    .under(name);
        }
        Map<String, String> found = new TreeMap<>(Map.of("id", name));
        ComposeMerge.scalar(definition.get("file")).ifPresent(file -> found.put("src", GoPath.clean(atHome(file))));
        ComposeMerge.scalar(definition.get("environment")).ifPresent(variable -> found.put("env", variable));
        return Entry.of(found);
    }

    private void attestations() throws InvalidSetting {
        List<Entry> found = new ArrayList<>();
        for (String type : List.of("sbom", "provenance")) {
            reading = type;
            Optional<String> text = ComposeMerge.scalar(build.get(type)).filter(word -> !word.isEmpty());
            if (text.isPresent()) {
                Optional<Boolean> on = Words.bool(text.get());
                String rest = on.isPresent() ? "disabled=" + !on.get() : text.get();
                found.addAll(EntryReader.read(Field.ATTEST, "type=" + type + "," + rest));
            }
        }
        if (!found.isEmpty()) {
            settings.put(Field.ATTEST, new Setting.Entries(found));
        }
    }
}
