// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The targets that were asked for, complete, with those that they need, and the groups that name them. */
public record BakePlan(Map<String, Group> groups, Map<String, Target> targets) {
    public BakePlan {
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
        targets = Collections.unmodifiableMap(new TreeMap<>(targets));
    }

    /** The names of those that were asked for: the members of the group "default" and of the groups in it. */
    public Set<String> asked() {
        Set<String> found = new LinkedHashSet<>();
        open("default", found, new HashSet<>());
        return found;
    }

    /** The same with all of these pushed when they are built. */
    public BakePlan pushing(Collection<String> names) {
        Map<String, Target> changed = new TreeMap<>(targets);
        names.forEach(name -> changed.computeIfPresent(name, (_, target) -> OutputOverride.push(target, true)));
        return new BakePlan(groups, changed);
    }

    /**
     * What is left to do where some targets are images that are there: others have those as their contexts.
     *
     * @param images the names of images, with their digests, by targets
     */
    public BakePlan with(Map<String, String> images) {
        Map<String, Target> left = new TreeMap<>();
        targets.forEach((name, target) -> {
            if (!images.containsKey(name)) {
                left.put(name, linked(target, images));
            }
        });
        // what only those needed is needed no more
        BakePlan reduced = new BakePlan(groups, left);
        Set<String> needed = new TreeSet<>();
        reduced.asked().forEach(name -> reduced.need(name, needed));
        left.keySet().retainAll(needed);
        return new BakePlan(groups, left);
    }

    private void need(String name, Set<String> into) {
        Target target = targets.get(name);
        if (target == null || !into.add(name)) {
            return;
        }
        target.gates().forEach(gate -> need(gate, into));
        for (String context : target.pairs(Field.CONTEXTS).values()) {
            if (context.startsWith(Target.LINK)) {
                need(context.substring(Target.LINK.length()), into);
            }
        }
    }

    private static Target linked(Target target, Map<String, String> images) {
        Map<String, String> contexts = new LinkedHashMap<>(target.pairs(Field.CONTEXTS));
        contexts.replaceAll((_, context) -> {
            String image = context.startsWith(Target.LINK) ? images.get(context.substring(Target.LINK.length())) : null;
            return image == null ? context : "docker-image://" + image;
        });
        Target found = contexts.isEmpty() ? target : target.with(Field.CONTEXTS, new Setting.Pairs(contexts));
        List<String> gates = target.texts(Field.DEPENDS_ON).stream()
                .filter(gate ->
                        !gate.startsWith(Target.LINK) || !images.containsKey(gate.substring(Target.LINK.length())))
                .toList();
        return gates.size() == target.texts(Field.DEPENDS_ON).size()
                ? found
                : found.with(Field.DEPENDS_ON, new Setting.Texts(gates));
    }

    private void open(String name, Set<String> found, Set<String> opened) {
        Group group = groups.get(name);
        if (group != null && opened.add(name)) {
            group.members().forEach(member -> open(member, found, opened));
        } else if (targets.containsKey(name)) {
            found.add(name);
        }
    }
}
