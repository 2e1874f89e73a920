// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.text.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans and lists as JSON, as buildx prints them. What is printed is a bake file again. */
public final class BakeJson {
    private BakeJson() {}

    /** What {@code --print} shows. */
    public static Json plan(BakePlan plan) {
        return plan(plan, Json.object());
    }

    private static Json plan(BakePlan plan, Json.Builder all) {
        Json.Builder targets = Json.object();
        plan.targets().values().forEach(target -> targets.put(target.name(), target(target)));
        if (!plan.groups().isEmpty()) {
            all.put("group", groups(plan));
        }
        return all.put("target", targets.build()).build();
    }

    /** Whether the file is one that {@link #saved} gave. */
    public static boolean isSaved(SourceFile file) {
        return SlipwayFile.isPlan(file);
    }

    /** The same as text, for a file that means the same to {@link BakeReader} wherever and whenever it is read. */
    public static String saved(BakePlan plan) {
        return JsonWriter.pretty(plan(plan, Json.object().put("//", SlipwayFile.PLAN_MARK))) + "\n";
    }

    /**
     * The targets that were asked for as the matrix of a job: {@code matrix: ${{ fromJson(...) }}} of a GitHub workflow.
     *
     * @param config whose files define them: in their order
     */
    public static Json matrix(BakePlan plan, BakeConfig config) {
        List<Json> rows = new ArrayList<>();
        Set<String> asked = plan.asked();
        for (String name : config.targets().keySet()) {
            Target target = plan.targets().get(name);
            if (target != null && asked.contains(name)) {
                rows.add(Json.object()
                        .put("target", name)
                        .putTexts("platforms", target.texts(Field.PLATFORMS))
                        .putTexts("tags", target.texts(Field.TAGS))
                        .build());
            }
        }
        return Json.object().put("include", Json.ofItems(rows)).build();
    }

    /** The groups alone. */
    public static Json groups(BakePlan plan) {
        Json.Builder groups = Json.object();
        for (Group group : plan.groups().values()) {
            groups.put(
                    group.name(),
                    Json.object()
                            .put("description", group.description().filter(text -> !text.isEmpty()))
                            .put("targets", Json.ofTexts(group.members()))
                            .build());
        }
        return groups.build();
    }

    /** One target. */
    public static Json target(Target target) {
        Json.Builder object = Json.object();
        target.settings().forEach((field, setting) -> {
            boolean isEmptyText =
                    field == Field.DESCRIPTION && setting instanceof Setting.Text(var text) && text.isEmpty();
            if (!setting.isEmpty() && !isEmptyText) {
                object.put(field.attribute(), setting(field, setting));
            }
        });
        return object.build();
    }

    private static Json setting(Field field, Setting setting) {
        boolean isEscaped = field == Field.ANNOTATIONS
                || field == Field.DOCKERFILE_INLINE
                || field == Field.LABELS
                || field == Field.ARGS
                || field == Field.EXTRA_HOSTS;
        if (setting instanceof Setting.Text(var text)) {
            return Json.of(isEscaped ? escaped(text) : text);
        }
        if (setting instanceof Setting.Flag(var on)) {
            return Json.of(on);
        }
        if (setting instanceof Setting.Pairs(var entries)) {
            Map<String, String> shown = new TreeMap<>(entries);
            if (isEscaped) {
                shown.replaceAll((_, text) -> escaped(text));
            }
            return Json.ofTexts(shown);
        }
        if (setting instanceof Setting.Texts(var items)) {
            List<String> shown = new ArrayList<>(items);
            if (isEscaped) {
                shown.replaceAll(BakeJson::escaped);
            }
            return Json.ofTexts(shown);
        }
        List<Json> items = new ArrayList<>();
        if (setting instanceof Setting.Entries(var entries, var _)) {
            entries.forEach(entry -> items.add(entry(field, entry)));
        }
        return Json.ofItems(items);
    }

    // so that the text means itself where it is read again
    private static String escaped(String text) {
        return text.replace("${", "$${").replace("%{", "%%{");
    }

    private static Json entry(Field field, Entry entry) {
        Json.Builder object = Json.object();
        boolean omitsEmpty = field.kind() == Field.Kind.SECRETS || field.kind() == Field.Kind.KEYS;
        for (String name : List.of("id", "src", "env")) {
            if (field.kind() == Field.Kind.SECRETS && !entry.get(name).isEmpty()) {
                object.put(name, entry.get(name));
            }
        }
        entry.attributes().forEach((name, text) -> {
            if (field.kind() == Field.Kind.ATTESTS && name.equals("disabled")) {
                object.put(name, true);
            } else if (!omitsEmpty || !text.isEmpty()) {
                object.put(name, text);
            }
        });
        return object.putTexts("paths", entry.paths()).build();
    }

    /** One line of {@code --list targets}. */
    public record ListedTarget(String name, Optional<String> description, boolean isGroup) {}

    /** The targets and groups by name; names that begin with an underscore are for inheriting only. */
    public static List<ListedTarget> listed(BakeConfig config) {
        Map<String, ListedTarget> found = new TreeMap<>();
        config.targets().values().forEach(target -> {
            Optional<String> description =
                    Optional.of(target.text(Field.DESCRIPTION)).filter(text -> !text.isEmpty());
            found.put(target.name(), new ListedTarget(target.name(), description, false));
        });
        config.groups().values().forEach(group -> {
            String members = String.join(", ", group.members());
            String description = group.description()
                    .filter(text -> !text.isEmpty())
                    .map(text -> text + " (" + members + ")")
                    .orElse(members);
            found.put(group.name(), new ListedTarget(group.name(), Optional.of(description), true));
        });
        found.keySet().removeIf(name -> name.startsWith("_"));
        return List.copyOf(found.values());
    }

    /** What {@code --list type=targets,format=json} shows. */
    public static Json targets(BakeConfig config) {
        List<Json> items = new ArrayList<>();
        for (ListedTarget target : listed(config)) {
            Json.Builder object = Json.object().put("name", target.name()).put("description", target.description());
            items.add(target.isGroup() ? object.put("group", true).build() : object.build());
        }
        return Json.ofItems(items);
    }

    /** What {@code --list type=variables,format=json} shows. */
    public static Json variables(BakeConfig config) {
        List<Json> items = new ArrayList<>();
        for (ShownVariable variable : config.variables()) {
            items.add(Json.object()
                    .put("name", variable.name())
                    .put("description", variable.description())
                    .put("type", variable.type())
                    .put("value", variable.value())
                    .build());
        }
        return Json.ofItems(items);
    }
}
