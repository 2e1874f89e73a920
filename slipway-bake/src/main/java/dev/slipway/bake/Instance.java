// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A block of a target or group, with one combination of its matrix. Attributes are evaluated when they are asked for. */
final class Instance {
    private static final List<String> OF_GROUPS = List.of("targets", "description");

    private final String type;
    private final String name;
    /** How messages call it. */
    private final String owner;

    private final Block block;
    private final Map<String, Attribute> attributes;
    private final Scope scope;
    private final Globals globals;
    private final Map<String, Optional<Setting>> evaluated = new HashMap<>();

    Instance(String type, String name, Block block, Map<String, Attribute> attributes, Scope scope, Globals globals) {
        this.type = type;
        this.name = name;
        this.owner = type + " \"" + name + "\"";
        this.block = block;
        this.attributes = attributes;
        this.scope = scope;
        this.globals = globals;
    }

    boolean isGroup() {
        return type.equals("group");
    }

    List<String> attributeNames() {
        return isGroup() ? OF_GROUPS : Field.names();
    }

    Map<String, Attribute> attributes() {
        return attributes;
    }

    // the members of a group are read as any list of texts is
    private static Optional<Field> field(String attribute) {
        return attribute.equals("targets") ? Optional.of(Field.TAGS) : Field.named(attribute);
    }

    Value value(String attribute) {
        Optional<Field> field = attributeNames().contains(attribute) ? field(attribute) : Optional.empty();
        return field.isEmpty() ? Value.Null.BARE : SettingReader.value(field.get(), setting(attribute, field.get()));
    }

    private Optional<Setting> setting(String attribute, Field field) {
        Optional<Setting> known = evaluated.get(attribute);
        if (known != null) {
            return known;
        }
        Attribute found = attributes.get(attribute);
        Optional<Setting> setting = found == null ? Optional.empty() : evaluate(found, field);
        evaluated.put(attribute, setting);
        return setting;
    }

    private Optional<Setting> evaluate(Attribute attribute, Field field) {
        SourceSpan where = attribute.expression().span();
        globals.inProgress().enter(owner, attribute.name(), where);
        try {
            return SettingReader.read(field, attribute.expression().value(scope));
        } catch (InvalidSetting e) {
            throw SourceException.at(where, "\"" + attribute.name() + "\" of " + owner + ": " + e.reason());
        } finally {
            globals.inProgress().leave();
        }
    }

    Target target() {
        Map<Field, Setting> settings = new TreeMap<>();
        Map<Field, SourceSpan> places = new TreeMap<>();
        for (Field field : Field.all()) {
            Optional<Setting> setting = setting(field.attribute(), field);
            Attribute attribute = attributes.get(field.attribute());
            if (setting.isPresent() && attribute != null) {
                settings.put(field, setting.get());
                places.put(field, attribute.expression().span());
            }
        }
        return new Target(name, settings, places);
    }

    Group group() {
        if (!attributes.containsKey("targets")) {
            throw SourceException.at(
                    block.header(), "the group \"" + name + "\" has no targets", "expected targets = [...]");
        }
        Optional<Setting> description = setting("description", Field.DESCRIPTION);
        Optional<Setting> members = setting("targets", Field.TAGS);
        return new Group(
                name,
                description.map(setting -> setting instanceof Setting.Text(var text) ? text : ""),
                Optional.ofNullable(attributes.get("targets"))
                        .map(attribute -> attribute.expression().span()),
                members.map(setting -> setting instanceof Setting.Texts(var items) ? items : List.<String>of())
                        .orElse(new ArrayList<>()));
    }
}
