// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All targets, groups and variables that the files define, before any is asked for. */
public final class BakeConfig {
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final List<ShownVariable> variables = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();
    private final Map<String, SourceSpan> places = new HashMap<>();
    private final Set<String> warned = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> empty = new HashSet<>();

    BakeConfig() {}

    /** A group replaces one of the same name that came before. */
    void add(Group group) {
        groups.put(group.name(), group);
    }

    void addIfAbsent(Group group) {
        groups.putIfAbsent(group.name(), group);
    }

    /** A target is laid over one of the same name that came before. */
    void add(Target target) {
        Target before = targets.get(target.name());
        targets.put(target.name(), before == null ? target : before.under(target));
    }

    void add(ShownVariable variable) {
        variables.add(variable);
    }

    /** Keeps the warning, unless the same was said of the same place: each target of a matrix may give it. */
    void warn(Diagnostic warning) {
        String where = warning.at().map(Object::toString).orElse("");
        if (where.isEmpty() || warned.add(where + " " + warning.summary())) {
            warnings.add(warning);
        }
    }

    /** Remembers where the block of a target stands. */
    void place(String name, SourceSpan where) {
        places.putIfAbsent(name, where);
    }

    Optional<SourceSpan> place(String name) {
        return Optional.ofNullable(places.get(name));
    }

    /** Remembers that the matrix of a block has no combination, so that there is no target. */
    void addEmpty(String label) {
        empty.add(label);
    }

    boolean isEmpty(String label) {
        return empty.contains(label);
    }

    /** Whether a file has a group of its own. */
    boolean definesGroups() {
        for (Group group : groups.values()) {
            if (group.place().isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Says that others use the target, though no group names it. */
    void use(Collection<String> names) {
        used.addAll(names);
    }

    /** The targets whose attributes others ask for. */
    Set<String> used() {
        return used;
    }

    /** The groups by name, in the order of the files. */
    public Map<String, Group> groups() {
        return groups;
    }

    /** The targets by name, in the order of the files. */
    public Map<String, Target> targets() {
        return targets;
    }

    /** The variables, sorted by name. */
    public List<ShownVariable> variables() {
        return variables;
    }

    /** What the files hold that nothing reads. */
    public List<Diagnostic> warnings() {
        return warnings;
    }
}
