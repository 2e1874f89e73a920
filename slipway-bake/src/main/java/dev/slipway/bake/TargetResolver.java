// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SlipwayException;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the targets that are asked for: groups opened, inheritance and overrides applied, links followed. */
public final class TargetResolver {
    private static final int MOST_SHOWN = 8;
    private static final String DEFAULT = "default";
    private static final String NO_COMBINATION = "its matrix has no combination";

    private final BakeConfig config;
    private final Overrides overrides;

    /** Targets with all that they inherit; those that inherit from themselves are found anew each time. */
    private final Map<String, Target> complete = new HashMap<>();

    private int loops;

    /** Whether a name is that of a group first. */
    private final boolean opensGroups;

    private TargetResolver(BakeConfig config, Overrides overrides, boolean opensGroups) {
        this.config = config;
        this.overrides = overrides;
        this.opensGroups = opensGroups;
    }

    /**
     * The targets of these names or patterns.
     *
     * @param sets what {@code --set} says, {@code TARGET.ATTRIBUTE=VALUE}
     * @throws SourceException if one is missing, or they need one another
     */
    public static BakePlan resolve(
            BakeConfig config, List<String> names, List<String> sets, Surroundings surroundings) {
        TargetResolver resolver = new TargetResolver(config, Overrides.parse(sets, config, surroundings), true);
        return resolver.planned(names, surroundings);
    }

    /** The same of these targets alone, also where a group has the name of one. */
    public static BakePlan resolveTargets(
            BakeConfig config, List<String> targets, List<String> sets, Surroundings surroundings) {
        TargetResolver resolver = new TargetResolver(config, Overrides.parse(sets, config, surroundings), false);
        return resolver.planned(targets, surroundings);
    }

    private BakePlan planned(List<String> names, Surroundings surroundings) {
        try {
            return plan(names, surroundings);
        } catch (StackOverflowError _) {
            return DeepStack.run(() -> new TargetResolver(config, overrides, opensGroups).plan(names, surroundings));
        }
    }

    private BakePlan plan(List<String> names, Surroundings surroundings) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : names) {
            List<String> found = matching(name.replace('.', '_'));
            if (found.isEmpty() || !isThere(found.getFirst())) {
                throw notThere(name);
            }
            wanted.addAll(found);
        }
        Map<String, Target> targets = new TreeMap<>();
        Map<String, Group> groups = new TreeMap<>();
        for (String name : wanted) {
            Set<String> opened = new LinkedHashSet<>();
            members(name, opened).forEach((member, listedAt) -> targets.put(member, resolve(member, listedAt)));
            for (String group : opened) {
                groups.put(group, config.groups().get(group));
            }
        }
        addDefault(groups, wanted);
        new TargetLinks(targets, this::resolve).followAll();
        targets.replaceAll((_, target) -> new TargetCheck(target, surroundings).complete());
        return new BakePlan(groups, targets);
    }

    private static void addDefault(Map<String, Group> groups, Set<String> wanted) {
        Group known = groups.get(DEFAULT);
        List<String> members = new ArrayList<>(known == null ? List.of() : known.members());
        for (String name : wanted) {
            if (!(known != null && name.equals(DEFAULT))) {
                members.add(name);
            }
        }
        members.sort(null);
        Optional<String> description = known == null ? Optional.empty() : known.description();
        groups.put(DEFAULT, new Group(DEFAULT, description, Optional.empty(), members));
    }

    private List<String> matching(String pattern) {
        if (pattern.indexOf('*') < 0
                && pattern.indexOf('?') < 0
                && pattern.indexOf('[') < 0
                && pattern.indexOf(']') < 0) {
            return List.of(pattern);
        }
        List<String> found = new ArrayList<>();
        for (String name : names()) {
            if (Words.matches(pattern, name)) {
                found.add(name);
            }
        }
        return found;
    }

    private boolean isThere(String name) {
        return config.groups().containsKey(name) || config.targets().containsKey(name);
    }

    private SlipwayException notThere(String name) {
        List<String> names = names();
        String all = names.isEmpty()
                ? "the files define none"
                : "there are " + String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN)))
                        + (names.size() > MOST_SHOWN ? " and more: --list targets" : "");
        String hint = config.isEmpty(name)
                ? NO_COMBINATION
                : Suggestion.didYouMean(name, names).orElse(all);
        return new UsageException(
                new UsageException.WrongOption("", name, "", "there is no target or group \"" + name + "\"", hint));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(config.groups().keySet());
        names.addAll(config.targets().keySet());
        return names;
    }

    /**
     * The targets of a group and of the groups in it, or a target itself, each with the place of the list that names it.
     *
     * @param opened gets the groups that are met
     */
    private Map<String, Optional<SourceSpan>> members(String name, Set<String> opened) {
        if (!opensGroups) {
            return Map.of(name, Optional.empty());
        }
        Map<String, Optional<SourceSpan>> members = new LinkedHashMap<>();
        open(name, Optional.empty(), new Opening(opened, new LinkedHashSet<>(), members));
        return members;
    }

    /** What was met so far: all groups, those on the way to this one, and the targets. */
    private record Opening(Set<String> opened, Set<String> path, Map<String, Optional<SourceSpan>> members) {}

    private void open(String name, Optional<SourceSpan> listedAt, Opening so) {
        Group group = config.groups().get(name);
        if (group == null || so.path.contains(name)) {
            // within a group its own name is that of a target
            so.members.putIfAbsent(name, listedAt);
        } else if (so.opened.add(name)) {
            so.path.add(name);
            for (String member : group.members()) {
                open(member, group.place(), so);
            }
            so.path.remove(name);
        }
    }

    private Target resolve(String name, Optional<SourceSpan> wantedAt) {
        Target target = inherited(name, new HashMap<>(), wantedAt).orElseThrow(() -> missing(name, wantedAt));
        Target found = target.without(Field.INHERITS);
        if (found.get(Field.CONTEXT).isEmpty()) {
            found = found.with(Field.CONTEXT, new Setting.Text("."));
        }
        return found.text(Field.DOCKERFILE).isEmpty()
                ? found.with(Field.DOCKERFILE, new Setting.Text("Dockerfile"))
                : found;
    }

    private SourceException missing(String name, Optional<SourceSpan> wantedAt) {
        Group group = config.groups().get(name);
        if (group != null) {
            String members = String.join(", ", group.members());
            return Faults.of(
                    "\"" + name + "\" is a group, not a target", "name one of its targets: " + members, wantedAt);
        }
        String summary = "there is no target \"" + name + "\"";
        return config.isEmpty(name)
                ? Faults.of(summary, NO_COMBINATION, wantedAt)
                : Faults.unknown(summary, name, names(), wantedAt);
    }

    /**
     * @param visited what was found on the way to this one; empty for what is being found, from which nothing is
     *     inherited
     */
    private Optional<Target> inherited(
            String name, Map<String, Optional<Target>> visited, Optional<SourceSpan> wantedAt) {
        Target known = complete.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Target> before = visited.get(name);
        if (before != null) {
            loops += before.isEmpty() ? 1 : 0;
            return before;
        }
        Target own = config.targets().get(name);
        if (own == null) {
            throw missing(name, wantedAt);
        }
        visited.put(name, Optional.empty());
        int loopsBefore = loops;
        Target found = own;
        List<String> parents = own.texts(Field.INHERITS);
        if (!parents.isEmpty()) {
            Optional<SourceSpan> here = Optional.ofNullable(own.places().get(Field.INHERITS));
            found = Target.named(name);
            for (String parent : parents) {
                Optional<Target> target = inherited(parent, visited, here);
                if (target.isPresent()) {
                    found = found.under(target.get());
                }
            }
            found = found.under(own);
        }
        Target whole = overrides.apply(found).normalized();
        visited.put(name, Optional.of(whole));
        if (loops == loopsBefore) {
            complete.put(name, whole);
        }
        return Optional.of(whole);
    }
}
