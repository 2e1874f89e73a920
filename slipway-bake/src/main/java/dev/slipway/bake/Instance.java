// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
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

    private final String name;
    /** How messages call it. */
    private final String owner;

    private final TargetBlock block;
    private final Scope scope;
    private final Globals globals;
    private final Map<String, Optional<Setting>> evaluated = new HashMap<>();

    Instance(String name, TargetBlock block, Scope scope, Globals globals) {
        this.name = name;
        this.owner = block.block().type() + " \"" + name + "\"";
        this.block = block;
        this.scope = scope;
        this.globals = globals;
    }

    /** Where its block has its label. */
    SourceSpan place() {
        return block.label().span();
    }

    /** @throws SourceException if an assertion of the block does not hold for this one */
    void checkAsserts() {
        for (Condition condition : block.asserts()) {
            condition.check(scope, "an assertion of " + owner + " does not hold");
        }
    }

    boolean isGroup() {
        return block.isGroup();
    }

    boolean says(String attribute) {
        return block.attributes().containsKey(attribute);
    }

    List<String> attributeNames() {
        return isGroup() ? OF_GROUPS : Field.names();
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
        Attribute found = block.attributes().get(attribute);
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
            throw SourceException.at(
                    where,
                    "\"" + attribute.name() + "\" of " + owner + ": " + e.reason(),
                    e.help().isEmpty() ? field.kind().example() : e.help());
        } finally {
            globals.inProgress().leave();
        }
    }

    String name() {
        return name;
    }

    Target target() {
        return target(Field.all());
    }

    /** As far as these attributes say it: others are not evaluated. */
    Target target(List<Field> fields) {
        Map<Field, Setting> settings = new TreeMap<>();
        Map<Field, SourceSpan> places = new TreeMap<>();
        for (Field field : fields) {
            Optional<Setting> setting = setting(field.attribute(), field);
            Attribute attribute = block.attributes().get(field.attribute());
            if (setting.isPresent() && attribute != null) {
                settings.put(field, setting.get());
                places.put(field, attribute.expression().span());
            }
        }
        return new Target(name, settings, places);
    }

    Group group() {
        if (!block.attributes().containsKey("targets")) {
            throw SourceException.at(
                    block.block().header(), "the group \"" + name + "\" has no targets", "expected targets = [...]");
        }
        Optional<Setting> description = setting("description", Field.DESCRIPTION);
        Optional<Setting> members = setting("targets", Field.TAGS);
        return new Group(
                name,
                description.map(setting -> setting instanceof Setting.Text(var text) ? text : ""),
                Optional.ofNullable(block.attributes().get("targets"))
                        .map(attribute -> attribute.expression().span()),
                members.map(setting -> setting instanceof Setting.Texts(var items) ? items : List.<String>of())
                        .orElse(new ArrayList<>()));
    }
}
