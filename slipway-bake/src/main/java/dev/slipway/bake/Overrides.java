// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code --set} says: attributes by target. */
final class Overrides {
    private static final Set<String> LISTS = Set.of(
            "output",
            "cache-to",
            "cache-from",
            "tags",
            "platform",
            "secrets",
            "ssh",
            "attest",
            "policy",
            "entitlements",
            "annotations",
            "no-cache-filter",
            "ulimits");

    /** Those that {@code --set} knows by a name of their own, and those that it adds. */
    private static final List<String> SETTABLE = settable();

    /**
     * One attribute.
     *
     * @param values its value, or its values
     * @param appends whether they are added to what is there
     * @param place where it stands on the command line, the last one of several
     */
    private record Change(List<String> values, boolean appends, SourceSpan place) {
        String text() {
            return place.file().text();
        }

        /** The place of what is set, unless what was there before is still part of it. */
        Optional<SourceSpan> place(Optional<Setting> before) {
            return before.isEmpty() ? Optional.of(place) : Optional.empty();
        }
    }

    private static List<String> settable() {
        List<String> names = new ArrayList<>(List.of("platform", "secrets", "push", "load"));
        names.addAll(Field.names());
        names.removeAll(List.of("platforms", "secret", "inherits", "description", "dockerfile-inline"));
        names.removeAll(SlipwayFile.IN_TARGETS);
        return List.copyOf(names);
    }

    private final Map<String, Map<String, Change>> byTarget = new HashMap<>();

    /** @throws UsageException if one can't be understood, or matches no target */
    static Overrides parse(List<String> texts, BakeConfig config, Surroundings surroundings) {
        Overrides overrides = new Overrides();
        for (String text : texts) {
            overrides.add(text, config, surroundings);
        }
        return overrides;
    }

    private void add(String text, BakeConfig config, Surroundings surroundings) {
        int equals = text.indexOf('=');
        String left = equals < 0 ? text : text.substring(0, equals);
        boolean appends = left.endsWith("+");
        String key = appends ? left.substring(0, left.length() - 1) : left;
        String[] parts = key.split("\\.", 3);
        if (parts.length < 2) {
            throw wrong(text, left, "no target and attribute", "expected TARGET.ATTRIBUTE=VALUE");
        }
        Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1));
        if (parts[1].equals("args") && parts.length == 3 && value.isEmpty()) {
            value = surroundings.variable(parts[2]);
            if (value.isEmpty()) {
                targets(parts[0], text, config);
                return;
            }
        }
        if (value.isEmpty()) {
            throw wrong(text, "", "there is no value", "expected " + text + "=VALUE");
        }
        boolean needsName = Set.of("args", "contexts", "labels", "extra-hosts").contains(parts[1]);
        if (needsName && parts.length < 3) {
            throw wrong(
                    text,
                    parts[1],
                    "a value of \"" + parts[1] + "\" has a name",
                    "expected TARGET." + parts[1] + ".NAME=VALUE");
        }
        checkLink(text, parts[1], value.get(), config);
        boolean isList = LISTS.contains(parts[1]);
        String attribute = key.substring(parts[0].length() + 1);
        SourceSpan place = place(text, equals + 1);
        for (String target : targets(parts[0], text, config)) {
            Map<String, Change> own = byTarget.computeIfAbsent(target, _ -> new LinkedHashMap<>());
            Change before = own.get(attribute);
            List<String> values = new ArrayList<>(isList && before != null ? before.values() : List.of());
            values.add(value.get());
            own.put(attribute, new Change(values, appends, place));
        }
    }

    private static void checkLink(String text, String attribute, String value, BakeConfig config) {
        if (attribute.equals("contexts") && value.startsWith(Target.LINK)) {
            String name = value.substring(Target.LINK.length());
            if (!config.targets().containsKey(name)) {
                String hint =
                        Suggestion.didYouMean(name, config.targets().keySet()).orElse("--list targets shows them all");
                throw wrong(text, value, "there is no target \"" + name + "\"", hint);
            }
        }
    }

    private static SourceSpan place(String text, int start) {
        SourceFile line = SourceFile.of("--set", text);
        int length = text.substring(0, start).getBytes(StandardCharsets.UTF_8).length;
        return line.span(Math.min(length, line.length()), line.length());
    }

    private static UsageException wrong(String text, String part, String reason, String hint) {
        return new UsageException(new UsageException.WrongOption("set", text, part, reason, hint));
    }

    private static List<String> targets(String pattern, String text, BakeConfig config) {
        if (config.targets().containsKey(pattern)) {
            return List.of(pattern);
        }
        List<String> found = new ArrayList<>();
        for (String name : config.targets().keySet()) {
            if (Words.matches(pattern, name)) {
                found.add(name);
            }
        }
        if (found.isEmpty()) {
            String hint = config.groups().containsKey(pattern)
                    ? "it is a group: name its targets, or * for all"
                    : Suggestion.didYouMean(pattern, config.targets().keySet()).orElse("--list targets shows them all");
            throw wrong(text, pattern, "could not find any target matching \"" + pattern + "\"", hint);
        }
        return found;
    }

    /** The target with what is said of it. */
    Target apply(Target target) {
        Target found = target;
        for (Map.Entry<String, Change> one :
                byTarget.getOrDefault(target.name(), Map.of()).entrySet()) {
            try {
                found = apply(found, one.getKey(), one.getValue());
            } catch (InvalidSetting e) {
                String word = word(one.getKey());
                boolean isKnown = SETTABLE.contains(word);
                throw wrong(
                        one.getValue().text(),
                        isKnown ? one.getValue().values().getLast() : word,
                        e.reason(),
                        isKnown ? hint(target, e) : near(word));
            }
        }
        return found;
    }

    private static String hint(Target target, InvalidSetting fault) {
        return fault.help().isEmpty() ? "of the target " + target.name() : fault.help();
    }

    private static String near(String word) {
        return Suggestion.didYouMean(word, SETTABLE).orElse("known are " + String.join(", ", SETTABLE));
    }

    /** What the name of an attribute begins with; after it comes the name of one of its values. */
    private static String word(String attribute) {
        int dot = attribute.indexOf('.');
        return dot < 0 ? attribute : attribute.substring(0, dot);
    }

    /** Attributes that there are not, of targets for which nobody asked: the others are errors by now, as in buildx. */
    static List<Diagnostic> unknown(List<String> texts) {
        List<Diagnostic> warnings = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String left = equals < 0 ? text : text.substring(0, equals);
            int dot = left.indexOf('.');
            String word = word(left.substring(dot + 1, left.length() - (left.endsWith("+") ? 1 : 0)));
            if (dot >= 0 && !SETTABLE.contains(word)) {
                SourceSpan rest = place(text, dot + 1);
                int end = rest.start() + word.getBytes(StandardCharsets.UTF_8).length;
                warnings.add(UnknownWords.attribute(word, rest.file().span(rest.start(), end), SETTABLE));
            }
        }
        return warnings;
    }

    private static Target apply(Target target, String attribute, Change change) throws InvalidSetting {
        String word = word(attribute);
        String value = change.values().getLast();
        return switch (word) {
            case "args", "contexts", "labels", "extra-hosts" -> {
                Field field = Field.named(word).orElseThrow();
                Setting one = new Setting.Pairs(Map.of(attribute.substring(word.length() + 1), value));
                Optional<Setting> before = target.get(field);
                yield target.with(
                        field, before.map(old -> one.after(old, field)).orElse(one), change.place(before));
            }
            case "push" -> OutputOverride.push(target, flag(value));
            case "load" -> flag(value) ? OutputOverride.load(target) : target;
            case "no-cache", "pull" -> target.with(Field.named(word).orElseThrow(), new Setting.Flag(flag(value)));
            default -> other(target, word, change);
        };
    }

    private static boolean flag(String value) throws InvalidSetting {
        Optional<Boolean> flag = Words.bool(value);
        if (flag.isEmpty()) {
            throw new InvalidSetting("\"" + value + "\" is no truth value", "expected true or false");
        }
        return flag.get();
    }

    private static Target other(Target target, String word, Change change) throws InvalidSetting {
        String attribute = switch (word) {
            case "platform" -> "platforms";
            case "secrets" -> "secret";
            default -> word;
        };
        Optional<Field> field = Field.named(attribute);
        if (field.isEmpty() || !SETTABLE.contains(word)) {
            throw new InvalidSetting("there is no attribute \"" + word + "\" to set");
        }
        if (field.get().kind() == Field.Kind.TEXT) {
            return target.with(
                    field.get(), new Setting.Text(change.values().getLast()), change.place(Optional.empty()));
        }
        Setting setting = setting(field.get(), change.values());
        boolean addsAlways = Set.of("entitlements", "annotations", "attest").contains(word);
        Optional<Setting> before = change.appends() || addsAlways ? target.get(field.get()) : Optional.empty();
        return target.with(
                field.get(),
                before.map(old -> appended(old, setting, field.get())).orElse(setting),
                change.place(before));
    }

    private static Setting setting(Field field, List<String> values) throws InvalidSetting {
        if (!field.kind().isEntries()) {
            return new Setting.Texts(values);
        }
        List<Entry> entries = new ArrayList<>();
        for (String value : values) {
            if (!value.isEmpty()) {
                entries.addAll(EntryReader.read(field, value));
            }
        }
        return new Setting.Entries(entries);
    }

    private static Setting appended(Setting before, Setting more, Field field) {
        if (before instanceof Setting.Texts(var old) && more instanceof Setting.Texts(var fresh)) {
            List<String> all = new ArrayList<>(old);
            all.addAll(fresh);
            return new Setting.Texts(all);
        }
        if (before instanceof Setting.Entries(var old, var _) && more instanceof Setting.Entries(var fresh, var _)) {
            List<Entry> all = new ArrayList<>(old);
            all.addAll(fresh);
            return new Setting.Entries(Entry.unique(all, field));
        }
        return more;
    }
}
