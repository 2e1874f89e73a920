// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing to build.
 *
 * @param places where each attribute was set last; those that no file sets have none
 */
public record Target(String name, Map<Field, Setting> settings, Map<Field, SourceSpan> places) {
    /** What the name of a target follows where it is used by another. */
    static final String LINK = "target:";

    public Target {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        places = Collections.unmodifiableMap(new TreeMap<>(places));
    }

    /** Without anything set. */
    static Target named(String name) {
        return new Target(name, Map.of(), Map.of());
    }

    public Optional<Setting> get(Field field) {
        return Optional.ofNullable(settings.get(field));
    }

    /** The text of an attribute that is one; empty when it is not set. */
    public String text(Field field) {
        return settings.get(field) instanceof Setting.Text(var text) ? text : "";
    }

    /** The texts of an attribute that holds several. */
    public List<String> texts(Field field) {
        return settings.get(field) instanceof Setting.Texts(var items) ? items : List.of();
    }

    /** The texts by name of an attribute that holds such. */
    public Map<String, String> pairs(Field field) {
        return settings.get(field) instanceof Setting.Pairs(var entries) ? entries : Map.of();
    }

    /** The entries of an attribute that holds such. */
    public List<Entry> entries(Field field) {
        return settings.get(field) instanceof Setting.Entries(var items, var _) ? items : List.of();
    }

    /** Whether an attribute that says yes or no says yes. */
    public boolean flag(Field field) {
        return settings.get(field) instanceof Setting.Flag(var on) && on;
    }

    /**
     * The names of the targets that must be built before this one is published, though it takes nothing of them: tests,
     * say.
     */
    public List<String> gates() {
        List<String> names = new ArrayList<>();
        for (String gate : texts(Field.DEPENDS_ON)) {
            // others are refused where links are followed, and warnings come before that
            if (gate.startsWith(LINK)) {
                names.add(gate.substring(LINK.length()));
            }
        }
        return names;
    }

    Target with(Field field, Setting setting) {
        Map<Field, Setting> more = new TreeMap<>(settings);
        more.put(field, setting);
        return new Target(name, more, places);
    }

    /** With another place of what is set, or none where several say it together. */
    Target with(Field field, Setting setting, Optional<SourceSpan> place) {
        Map<Field, SourceSpan> where = new TreeMap<>(places);
        where.remove(field);
        place.ifPresent(span -> where.put(field, span));
        return new Target(name, settings, where).with(field, setting);
    }

    Target without(Field field) {
        Map<Field, Setting> fewer = new TreeMap<>(settings);
        fewer.remove(field);
        return new Target(name, fewer, places);
    }

    /** This one, with what the other sets laid over it. */
    Target under(Target other) {
        Map<Field, Setting> all = new TreeMap<>(settings);
        other.settings.forEach((field, setting) -> {
            Setting before = all.get(field);
            all.put(field, before == null ? setting : setting.after(before, field));
        });
        Map<Field, SourceSpan> where = new TreeMap<>(places);
        where.putAll(other.places);
        return new Target(name, all, where);
    }

    /** Without doubles, and with the entitlement that its network asks for. */
    Target normalized() {
        Map<Field, Setting> all = new TreeMap<>(settings);
        all.replaceAll((field, setting) -> setting.normalized(field));
        Target found = new Target(name, all, places);
        if (found.text(Field.NETWORK).equals("host")) {
            Setting host = new Setting.Texts(List.of("network.host"));
            Setting before = all.get(Field.ENTITLEMENTS);
            Setting both = before == null ? host : host.after(before, Field.ENTITLEMENTS);
            found = found.with(Field.ENTITLEMENTS, both.normalized(Field.ENTITLEMENTS));
        }
        return found;
    }
}
