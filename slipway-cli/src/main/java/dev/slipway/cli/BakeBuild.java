// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Field;
import dev.slipway.bake.Target;
import dev.slipway.cache.CachePlace;
import dev.slipway.digest.Digest;
import dev.slipway.engine.BuildForecast;
import dev.slipway.engine.BuildForecast.Planned;
import dev.slipway.engine.Engine;
import dev.slipway.engine.StepResult;
import dev.slipway.export.BuiltImage;
import dev.slipway.export.Exported;
import dev.slipway.export.Exporter;
import dev.slipway.export.LayerPacker;
import dev.slipway.export.OutputSpec;
import dev.slipway.export.PackAhead;
import dev.slipway.graph.Step;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageReference;
import dev.slipway.plan.BuildPlan;
import dev.slipway.snapshot.Chain;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Builds the targets of one bake as one graph. Nothing leaves before all of them are built; then what stays on this machine
 * is written, and what is for registries goes last, tags behind all else.
 */
final class BakeBuild {
    private static final int MOST_NAMES = 20;

    private final BakePlan plan;
    private final BakeGraph graph;
    private final BakeSession session;
    private final Function<BuildOptions, LentSecrets> lenders;
    private final EnsuredTargets ensured;
    private final BakeExport export;
    private final Optional<TargetGates> gates;
    private final CacheUse caches;
    private final Map<String, List<BuildPlan>> plans = new LinkedHashMap<>();
    private final Set<String> built = new LinkedHashSet<>();
    private final Map<String, List<Made>> made = new LinkedHashMap<>();
    private boolean keepsLayers;
    private boolean begun;

    BakeBuild(Wanted wanted, BakeGraph graph, BakeSession session, Function<BuildOptions, LentSecrets> lenders) {
        this.plan = wanted.plan();
        this.ensured = wanted.ensured();
        this.graph = graph;
        this.session = session;
        this.lenders = lenders;
        this.gates = gates(plan, session.io());
        this.caches = new CacheUse(session.caches(), session.progress(), read(graph));
        this.export = new BakeExport(graph, session, caches, ensured);
    }

    /**
     * What is to be built.
     *
     * @param ensured those that are only there because their registry had not got them
     */
    record Wanted(BakePlan plan, EnsuredTargets ensured) {}

    // a target that is built anew is not one that caches can help
    private static List<CachePlace> read(BakeGraph graph) {
        List<CachePlace> places = new ArrayList<>();
        for (BuildTarget target : graph.targets().values()) {
            BuildOptions.Caching caching = target.options().caching();
            if (!caching.noCache()) {
                places.addAll(caching.caches().from());
            }
        }
        return places;
    }

    /**
     * What a target came to, for one platform.
     *
     * @param config complete but for the digests of the layers
     */
    record Made(StepResult result, ImageConfig config) {}

    BakeGraph graph() {
        return graph;
    }

    /**
     * What each target came to, by its name.
     *
     * @param failOnMiss whether it is a failure when a step would have to run
     */
    Map<String, Exported> run(boolean failOnMiss) throws InterruptedException {
        BakeTerms terms = lower();
        for (Map.Entry<String, List<BuildPlan>> entry : plans.entrySet()) {
            caches.want(roots(entry.getValue()), graph.target(entry.getKey()).options());
        }
        List<OutputSpec> outputs = new ArrayList<>();
        graph.targets()
                .values()
                .forEach(target -> outputs.addAll(target.options().outputs()));
        Exporter first =
                export.exporter(graph.targets().values().iterator().next().epoch());
        try (Engine engine = engine(terms);
                PackAhead ahead = first.ahead(outputs)) {
            if (failOnMiss) {
                List<Step> all = new ArrayList<>();
                plans.values().forEach(made -> all.addAll(roots(made)));
                CacheMisses.refuse(engine.forecast(), all);
            }
            caches.begin(engine, ahead);
            Map<String, List<BuiltImage>> images = build(engine, ahead);
            judge(images);
            ahead.finish();
            Map<String, Exported> exported = export.export(images, ahead.early());
            caches.export();
            return exported;
        }
    }

    /** The same for who runs something in what was made: what each target came to for each platform, its layers in the store. */
    Map<String, List<Made>> made() throws InterruptedException {
        keepsLayers = true;
        run(false);
        return made;
    }

    /** What {@link #run} would do. */
    BakeForecast forecast() throws InterruptedException {
        Map<String, List<Planned>> steps = new HashMap<>();
        Map<Digest, String> whys = new HashMap<>();
        try (Engine engine = engine(lower())) {
            BuildForecast forecast = engine.forecast();
            for (Map.Entry<String, List<BuildPlan>> entry : plans.entrySet()) {
                List<Planned> ofTarget = new ArrayList<>();
                for (Step root : roots(entry.getValue())) {
                    ofTarget.addAll(forecast.of(root));
                }
                for (Planned planned : ofTarget) {
                    if (planned.isFirstCause()
                            && !whys.containsKey(planned.step().digest())) {
                        whys.put(planned.step().digest(), forecast.why(planned).text());
                    }
                }
                steps.put(entry.getKey(), ofTarget);
            }
        }
        return new BakeForecast(steps, whys, graph, ensured);
    }

    private Engine engine(BakeTerms terms) {
        Engine.Setting setting = new Engine.Setting(
                session.store(),
                caches.imports(),
                session.registries()::client,
                session.archives(),
                session.secrets(),
                terms,
                graph.folders().ignored(),
                session.progress(),
                session.io().environment());
        Engine engine = new Engine(
                setting, () -> Journals.ofBake(graph, plans, session.progress().clock()));
        for (OutsideSources outside : session.all()) {
            outside.layouts().forEach(engine.images()::from);
        }
        return engine;
    }

    /** Plans all targets: first those that were asked for, then those that they needed, as far as that was not done. */
    private BakeTerms lower() throws InterruptedException {
        Set<String> asked = plan.asked();
        for (String name : graph.targets().keySet()) {
            if (asked.contains(name) && !graph.target(name).options().isQuestion()) {
                plans.put(name, graph.plans(name));
            }
        }
        for (String name : graph.usersFirst()) {
            if (!asked.contains(name) && !graph.target(name).options().isQuestion()) {
                plans.put(name, graph.plansOfLinked(name));
            }
        }
        BakeTerms terms = new BakeTerms();
        for (Map.Entry<String, List<BuildPlan>> entry : plans.entrySet()) {
            BuildTarget target = graph.target(entry.getKey());
            target.check(entry.getValue().getFirst(), graph.sources(entry.getKey()), session.progress());
            terms.add(target.terms(lenders.apply(target.options())), roots(entry.getValue()));
        }
        return terms;
    }

    private static List<Step> roots(List<BuildPlan> plans) {
        return plans.stream().map(BuildPlan::root).toList();
    }

    private Map<String, List<BuiltImage>> build(Engine engine, PackAhead ahead) throws InterruptedException {
        List<Step> all = new ArrayList<>();
        List<Step> packed = new ArrayList<>(caches.packed());
        List<Step> here = new ArrayList<>();
        plans.forEach((name, made) -> {
            all.addAll(roots(made));
            if (export.isExported(name)) {
                packed.addAll(roots(made));
            }
            if (keepsLayers || hasGate(name) || caches.needsLayers(export.outputs(name))) {
                here.addAll(roots(made));
            }
        });
        begun = true;
        List<StepResult> results;
        try {
            results = engine.build(new Engine.Goal(all, packed, here), ahead::begin);
        } finally {
            plans.forEach((name, made) -> {
                if (roots(made).stream().allMatch(engine::isBuilt)) {
                    built.add(name);
                }
            });
        }
        Map<String, List<BuiltImage>> images = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, List<BuildPlan>> entry : plans.entrySet()) {
            List<BuiltImage> ofTarget = new ArrayList<>();
            for (BuildPlan one : entry.getValue()) {
                StepResult result = results.get(next++);
                made.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(new Made(result, one.config()));
                ofTarget.add(carrying(entry.getKey(), one, result.chain()));
            }
            images.put(entry.getKey(), ofTarget);
        }
        return images;
    }

    // not loaded where no target has policies
    private static Optional<TargetGates> gates(BakePlan plan, Io io) {
        for (Target target : plan.targets().values()) {
            if (!target.texts(Field.VERIFY).isEmpty()) {
                return Optional.of(new TargetGates(plan.targets().values(), io));
            }
        }
        return Optional.empty();
    }

    private boolean hasGate(String name) {
        return gates.isPresent() && gates.get().has(name);
    }

    private void judge(Map<String, List<BuiltImage>> images) throws InterruptedException {
        if (gates.isEmpty()) {
            return;
        }
        for (Map.Entry<String, List<BuiltImage>> entry : images.entrySet()) {
            for (int i = 0; i < entry.getValue().size(); i++) {
                Step root =
                        Objects.requireNonNull(plans.get(entry.getKey())).get(i).root();
                gates.get().judge(entry.getKey(), root, entry.getValue().get(i).chain(), session);
            }
        }
    }

    private BuiltImage carrying(String name, BuildPlan plan, Chain chain) throws InterruptedException {
        BuildTarget target = graph.target(name);
        LayerPacker.Form form = export.exporter(target.epoch()).form(export.outputs(name));
        return caches.carrying(plan.root(), target.options(), new BuiltImage(chain, plan.config()), form);
    }

    /** Says after a failure what was built and what not. */
    void tell(PrintStream err) {
        if (!begun || plans.size() < 2) {
            return;
        }
        if (export.hasBegun()) {
            List<String> tagged =
                    export.tagged().stream().map(ImageReference::toString).toList();
            err.println("bake: all " + plans.size() + " targets are built, but not all exported; "
                    + (tagged.isEmpty()
                            ? "no tag of a registry was set"
                            : "set in their registries: " + names(tagged)));
            return;
        }
        List<String> missing =
                plans.keySet().stream().filter(name -> !built.contains(name)).toList();
        err.println("bake: built " + names(List.copyOf(built)) + "; not built: " + names(missing)
                + "; nothing was exported");
    }

    private static String names(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        List<String> shown = names.subList(0, Math.min(MOST_NAMES, names.size()));
        int more = names.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }
}
