// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Field;
import dev.slipway.bake.Target;
import dev.slipway.graph.Step;
import dev.slipway.oci.Platform;
import dev.slipway.plan.Base;
import dev.slipway.plan.BuildPlan;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lowers the targets of one bake to one graph. Each is planned once for a platform, whether it was asked for or is the
 * context of another, whose graph then goes on from it.
 */
final class BakeGraph implements BuildSources.Links {
    private final Map<String, BuildTarget> targets = new LinkedHashMap<>();
    private final Map<String, Target> described = new HashMap<>();
    private final Map<String, BuildSources> sources = new HashMap<>();
    private final Map<String, Map<Platform, BuildPlan>> plans = new HashMap<>();
    private final ContextFolders folders = new ContextFolders();

    /** A target whose contexts may be others that are added later. */
    void add(Target description, BuildTarget target, OutsideSources outside) {
        String name = description.name();
        targets.put(name, target);
        described.put(name, description);
        BuildSources.Shared shared = new BuildSources.Shared(folders, outside, this);
        sources.put(name, new BuildSources(target, shared));
    }

    ContextFolders folders() {
        return folders;
    }

    Map<String, BuildTarget> targets() {
        return targets;
    }

    BuildTarget target(String name) {
        BuildTarget target = targets.get(name);
        if (target == null) {
            throw new UsageException("there is no target \"" + name + "\"");
        }
        return target;
    }

    BuildSources sources(String name) {
        BuildSources found = sources.get(name);
        if (found == null) {
            throw new UsageException("there is no target \"" + name + "\"");
        }
        return found;
    }

    /** The plans of the target, one per platform. */
    List<BuildPlan> plans(String name) throws InterruptedException {
        List<BuildPlan> found = new ArrayList<>();
        for (Platform platform : target(name).platforms()) {
            found.add(plan(name, platform));
        }
        return found;
    }

    /** The names of all targets, each behind those that take it as a context. */
    List<String> usersFirst() {
        Set<String> found = new LinkedHashSet<>();
        targets.keySet().forEach(name -> collectUses(name, found));
        return List.copyOf(found).reversed();
    }

    // what a target uses goes before it
    private void collectUses(String name, Set<String> into) {
        if (into.contains(name)) {
            return;
        }
        for (BuildContextSpec context : target(name).options().source().namedContexts()) {
            if (context instanceof BuildContextSpec.Target used) {
                collectUses(used.target(), into);
            }
        }
        into.add(name);
    }

    /** The plans that were made for the target because others need it, which were planned before; else its own. */
    List<BuildPlan> plansOfLinked(String name) throws InterruptedException {
        Map<Platform, BuildPlan> made = plans.get(name);
        return made == null || !target(name).options().platforms().isEmpty() ? plans(name) : List.copyOf(made.values());
    }

    private BuildPlan plan(String name, Platform platform) throws InterruptedException {
        Map<Platform, BuildPlan> made = plans.computeIfAbsent(name, _ -> new LinkedHashMap<>());
        BuildPlan known = made.get(platform);
        if (known == null) {
            known = planned(name, platform);
            made.put(platform, known);
        }
        return known;
    }

    // what would be the fault of the command line in a build is that of the bake file here
    private BuildPlan planned(String name, Platform platform) throws InterruptedException {
        try {
            return target(name).plan(platform, sources(name));
        } catch (UsageException e) {
            Target target = described.get(name);
            throw target == null ? e : TargetAttribute.failure(target, Field.TARGET, e);
        }
    }

    @Override
    public Base base(BuildContextSpec.Target context, Platform platform, SourceSpan at) throws InterruptedException {
        BuildPlan plan = plan(context.target(), platformOf(context, platform, at));
        Step root = plan.root();
        return new Base(root, Optional.of(plan.config()));
    }

    // a target for one platform serves all, as with buildx; one that names none is built for whoever asks
    private Platform platformOf(BuildContextSpec.Target context, Platform wanted, SourceSpan at) {
        List<Platform> own = target(context.target()).options().platforms();
        if (own.isEmpty()) {
            return wanted;
        }
        for (Platform platform : own) {
            if (platform.equals(wanted)) {
                return platform;
            }
        }
        for (Platform platform : own) {
            if (wanted.matches(platform)) {
                return platform;
            }
        }
        if (own.size() == 1) {
            return own.getFirst();
        }
        throw SourceException.at(
                at,
                "the target \"" + context.target() + "\", which is the context \"" + context.name()
                        + "\", is not built for " + wanted,
                "add the platform to that target");
    }
}
