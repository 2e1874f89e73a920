// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds to the targets that were asked for those that they are built from, and those that they wait for. */
final class TargetLinks {
    private static final String LINK = Target.LINK;

    private final Map<String, Target> targets;
    private final Lookup lookup;

    /** Targets whose links were followed to their end. */
    private final Set<String> followed = new HashSet<>();

    /** Finds a target, whole. */
    interface Lookup {
        Target find(String name, Optional<SourceSpan> wantedAt);
    }

    /** @param targets to which the others are added */
    TargetLinks(Map<String, Target> targets, Lookup lookup) {
        this.targets = targets;
        this.lookup = lookup;
    }

    void followAll() {
        for (String name : new ArrayList<>(targets.keySet())) {
            follow(name, List.of());
        }
    }

    /** Adds the targets that this one takes as contexts, and those that it waits for. */
    private void follow(String name, List<String> before) {
        if (followed.contains(name)) {
            return;
        }
        List<String> path = new ArrayList<>(before);
        path.add(name);
        Target first = targets.getOrDefault(name, Target.named(name));
        for (String context : first.pairs(Field.CONTEXTS).values()) {
            if (context.startsWith(LINK)) {
                String linked = context.substring(LINK.length());
                link(linked, path);
                Target user = targets.getOrDefault(name, first);
                Target needed = targets.getOrDefault(linked, first);
                targets.put(name, entitled(user, needed));
                checkPlatforms(user, needed);
            }
        }
        followed.add(name);
        gate(first);
    }

    // what a target waits for before it is published may well be built from that target: no way goes on through a gate
    private void gate(Target target) {
        Optional<SourceSpan> here = Optional.ofNullable(target.places().get(Field.DEPENDS_ON));
        for (String gate : target.texts(Field.DEPENDS_ON)) {
            if (!gate.startsWith(LINK)) {
                throw Faults.of("\"" + gate + "\" is no target to depend on", "expected target:NAME", here);
            }
            String awaited = gate.substring(LINK.length());
            add(awaited, here);
            follow(awaited, List.of());
        }
    }

    /** Adds a target that the last one of the path needs. */
    private void link(String linked, List<String> path) {
        Target user = targets.getOrDefault(path.getLast(), Target.named(linked));
        Optional<SourceSpan> here = Optional.ofNullable(user.places().get(Field.CONTEXTS));
        if (path.contains(linked)) {
            throw Faults.of(
                    "targets need one another as contexts: " + String.join(" -> ", path) + " -> " + linked,
                    "one of them must not use the next",
                    here);
        }
        add(linked, here);
        follow(linked, path);
    }

    /** Adds a target that was not asked for: it goes nowhere itself. */
    private void add(String name, Optional<SourceSpan> wantedAt) {
        if (!targets.containsKey(name)) {
            Entry nowhere = Entry.of(Map.of("type", "cacheonly"));
            targets.put(name, lookup.find(name, wantedAt).with(Field.OUTPUT, new Setting.Entries(List.of(nowhere))));
        }
    }

    private static Target entitled(Target user, Target needed) {
        List<String> all = new ArrayList<>(user.texts(Field.ENTITLEMENTS));
        for (String entitlement : needed.texts(Field.ENTITLEMENTS)) {
            if (!all.contains(entitlement)) {
                all.add(entitlement);
            }
        }
        return all.isEmpty() ? user : user.with(Field.ENTITLEMENTS, new Setting.Texts(all));
    }

    private static void checkPlatforms(Target user, Target needed) {
        List<String> own = user.texts(Field.PLATFORMS);
        List<String> others = needed.texts(Field.PLATFORMS);
        if (own.size() > 1 && others.size() > 1 && !others.containsAll(own)) {
            throw Faults.of(
                    "target " + needed.name() + " can't be used by " + user.name() + ", which is built for " + own
                            + ": it is built for " + others,
                    "build it for all of them",
                    Optional.ofNullable(user.places().get(Field.PLATFORMS)));
        }
    }
}
