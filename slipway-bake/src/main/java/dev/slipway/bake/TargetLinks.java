// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;

/** Adds to the targets that were asked for those that they are built from, and those that they wait for. */
final class TargetLinks {
    private static final String LINK = Target.LINK;

    private final Map<String, Target> targets;
    private final Lookup lookup;

    /** Targets whose links were followed to their end. */
    private final Set<String> followed = new HashSet<>();

    /** Those that others wait for, to be followed yet. */
    private final Queue<String> gates = new ArrayDeque<>();

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
            follow(name);
            // what a target waits for before it is published may well be built from that target: no way goes on
            // through a gate
            while (!gates.isEmpty()) {
                follow(gates.remove());
            }
        }
    }

    /** A target on the way, and the contexts of it that are still to be followed. */
    private record Step(Target target, Iterator<String> contexts) {
        String name() {
            return target.name();
        }
    }

    /** Adds the targets that this one takes as contexts, and those that they take; without recursion, the way may be long. */
    private void follow(String root) {
        if (followed.contains(root)) {
            return;
        }
        SequencedMap<String, Step> path = new LinkedHashMap<>();
        enter(root, path);
        while (!path.isEmpty()) {
            Step step = path.lastEntry().getValue();
            if (step.contexts.hasNext()) {
                String context = step.contexts.next();
                if (context.startsWith(LINK)) {
                    link(step, context.substring(LINK.length()), path);
                }
            } else {
                path.pollLastEntry();
                followed.add(step.name());
                gate(step.target);
                if (!path.isEmpty()) {
                    use(path.lastEntry().getValue(), step.name());
                }
            }
        }
    }

    private void enter(String name, SequencedMap<String, Step> path) {
        Target target = targets.getOrDefault(name, Target.named(name));
        path.put(name, new Step(target, target.pairs(Field.CONTEXTS).values().iterator()));
    }

    private void link(Step step, String linked, SequencedMap<String, Step> path) {
        Optional<SourceSpan> here = Optional.ofNullable(step.target.places().get(Field.CONTEXTS));
        if (path.containsKey(linked)) {
            throw Faults.of(
                    "targets need one another as contexts: " + String.join(" -> ", path.keySet()) + " -> " + linked,
                    "one of them must not use the next",
                    here);
        }
        add(linked, here);
        if (followed.contains(linked)) {
            use(step, linked);
        } else {
            enter(linked, path);
        }
    }

    /** What it means for a target that it is built from another one, whose own contexts were followed. */
    private void use(Step step, String linked) {
        Target user = targets.getOrDefault(step.name(), step.target);
        Target needed = targets.getOrDefault(linked, step.target);
        targets.put(step.name(), entitled(user, needed));
        checkPlatforms(user, needed);
    }

    private void gate(Target target) {
        Optional<SourceSpan> here = Optional.ofNullable(target.places().get(Field.DEPENDS_ON));
        for (String gate : target.texts(Field.DEPENDS_ON)) {
            if (!gate.startsWith(LINK)) {
                throw Faults.of("\"" + gate + "\" is no target to depend on", "expected target:NAME", here);
            }
            String awaited = gate.substring(LINK.length());
            if (awaited.equals(target.name())) {
                throw Faults.of(
                        "a target can't wait for itself", "name the target that is to be built before it", here);
            }
            add(awaited, here);
            gates.add(awaited);
        }
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
