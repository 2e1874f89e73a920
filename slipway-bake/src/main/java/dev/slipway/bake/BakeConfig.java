// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All targets, groups and variables that the files define, before any is asked for. */
public final class BakeConfig {
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final List<ShownVariable> variables = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();

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

    void warn(Diagnostic warning) {
        warnings.add(warning);
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
