// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CacheBackend;
import dev.slipway.cache.CacheBackends;
import dev.slipway.cache.CacheDocument;
import dev.slipway.cache.CacheExporter;
import dev.slipway.cache.CacheImports;
import dev.slipway.cache.CachePacker;
import dev.slipway.cache.CachePlace;
import dev.slipway.cache.CacheSink;
import dev.slipway.cache.Harvest;
import dev.slipway.cache.InlineCache;
import dev.slipway.digest.Digest;
import dev.slipway.engine.Engine;
import dev.slipway.engine.Findings;
import dev.slipway.engine.LayerSteps;
import dev.slipway.explain.Volume;
import dev.slipway.export.BuiltImage;
import dev.slipway.export.LayerPacker;
import dev.slipway.export.OutputSpec;
import dev.slipway.export.PackAhead;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.ImageReference;
import dev.slipway.progress.Progress;
import dev.slipway.snapshot.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The caches that travel, in one build or bake: read before and while steps run, written when all is done. */
final class CacheUse {
    private final Progress progress;
    private final CacheAccess access;
    private final Machine machine;
    private final CacheImports imports;
    private final LayerPacker packer;
    private final List<Wish> wishes = new ArrayList<>();
    private Optional<Findings> findings = Optional.empty();
    private Function<List<Step>, Volume> histories = _ -> Volume.EMPTY;

    /**
     * What one target wants written.
     *
     * @param names where its image is pushed to
     */
    private record Wish(List<Step> roots, List<CacheSink> to, List<ImageReference> names) {}

    /** What caches are read and written with. */
    record Machine(Store store, Registries registries, CacheAccess access) {
        CacheBackends backends() {
            return new CacheBackends(registries::client);
        }
    }

    /** @param from each is read once, however many targets name it */
    CacheUse(Machine machine, Progress progress, Collection<CachePlace> from) {
        this.progress = progress;
        this.machine = machine;
        this.access = machine.access();
        // a build that names no cache is not to load what reads them
        this.imports = from.isEmpty() ? CacheImports.none(progress) : imports(machine, progress, from);
        this.packer = new LayerPacker(machine.store(), imports);
    }

    private static CacheImports imports(Machine machine, Progress progress, Collection<CachePlace> from) {
        CacheBackends backends = machine.backends();
        List<CacheBackend> sources =
                new LinkedHashSet<>(from).stream().map(backends::source).toList();
        return new CacheImports(sources, machine.access()::trust, progress);
    }

    private CachePacker caches() {
        return new CachePacker(machine.store(), packer, access::trust, progress);
    }

    CacheImports imports() {
        return imports;
    }

    /** Whether the layers of a result must come here for these outputs. */
    boolean needsLayers(List<OutputSpec> outputs) {
        boolean needs = false;
        for (OutputSpec output : outputs) {
            needs |= output.needsLayers() || (imports.isDoubted() && !(output instanceof OutputSpec.CacheOnly));
        }
        return needs;
    }

    /** Knows where layers are that did not come here. */
    LayerPacker packer() {
        return packer;
    }

    /** A target is to be written when it is built. */
    void want(List<Step> roots, BuildOptions options) {
        List<CacheSink> to = options.caching().caches().to();
        if (!to.isEmpty()) {
            access.requireKey();
            wishes.add(new Wish(List.copyOf(roots), to, options.tags()));
        }
    }

    /** Before the build: it is to remember what is wanted, and to pack layers ahead as caches want them. */
    void begin(Engine engine, PackAhead ahead) {
        if (wishes.isEmpty()) {
            return;
        }
        findings = Optional.of(engine.remember());
        histories = engine::histories;
        if (packsOthers()) {
            ahead.othersToo();
        }
        for (Wish wish : wishes) {
            wish.to().stream()
                    .filter(sink -> !isInline(sink))
                    .forEach(
                            sink -> ahead.want(sink.form().layers(), sink.form().oci()));
        }
    }

    private boolean packsOthers() {
        Set<Digest> ofResults = new HashSet<>();
        for (Wish wish : wishes) {
            LayerSteps.ofResults(wish.roots()).forEach(step -> ofResults.add(step.digest()));
        }
        return packed().stream()
                .filter(step -> !(step.op() instanceof Op.Image) && !(step.op() instanceof Op.Local))
                .anyMatch(step -> !ofResults.contains(step.digest()));
    }

    /** The steps whose layers caches want, besides those of results. */
    List<Step> packed() {
        Set<Step> steps = new LinkedHashSet<>();
        for (Wish wish : wishes) {
            if (wish.to().stream().anyMatch(sink -> sink.selection().mode() == CacheSink.Mode.MAX && !isInline(sink))) {
                steps.addAll(LayerSteps.all(wish.roots()));
            }
        }
        return List.copyOf(steps);
    }

    private static boolean isInline(CacheSink sink) {
        return sink.place() instanceof CachePlace.Inline;
    }

    /** The image with what it is to carry. */
    BuiltImage carrying(Step root, BuildOptions options, BuiltImage image, LayerPacker.Form form)
            throws InterruptedException {
        boolean inline = options.caching().caches().to().stream().anyMatch(CacheUse::isInline);
        if (!inline || findings.isEmpty()) {
            return image;
        }
        List<Step> roots = List.of(root);
        Harvest harvest = findings.get().harvest(LayerSteps.ofResults(roots), LayerSteps.all(roots));
        CacheDocument cache = caches().describe(harvest, form);
        return new BuiltImage(image.chain(), InlineCache.with(image.config(), cache));
    }

    /** Writes what was wanted. */
    void export() throws InterruptedException {
        if (findings.isEmpty()) {
            return;
        }
        // what several targets write to the same place is written once
        Map<CacheSink, List<Step>> roots = new LinkedHashMap<>();
        List<ImageReference> names = new ArrayList<>();
        for (Wish wish : wishes) {
            names.addAll(wish.names());
            for (CacheSink sink : wish.to()) {
                if (!isInline(sink)) {
                    roots.computeIfAbsent(sink, _ -> new ArrayList<>()).addAll(wish.roots());
                }
            }
        }
        List<CacheExporter.Job> jobs = new ArrayList<>();
        roots.forEach((sink, steps) -> jobs.add(job(sink, steps, names)));
        new CacheExporter(caches(), progress).export(jobs);
    }

    private CacheExporter.Job job(CacheSink sink, List<Step> roots, List<ImageReference> names) {
        Set<Step> all = LayerSteps.all(roots);
        Set<Step> recorded = sink.selection().mode() == CacheSink.Mode.MAX ? all : LayerSteps.ofResults(roots);
        Harvest harvest = findings.orElseThrow().harvest(recorded, all).with(histories.apply(roots));
        return new CacheExporter.Job(title(sink.place()), machine.backends().sink(sink, names), sink, harvest);
    }

    // as buildx names them
    static String title(CachePlace place) {
        return switch (place) {
            case CachePlace.Registry _ -> "exporting cache to registry";
            case CachePlace.Local _ -> "exporting cache to client directory";
            case CachePlace.Gha _, CachePlace.Absent _ -> "exporting to GitHub Actions Cache";
            case CachePlace.Inline _ -> "preparing layers for inline cache";
        };
    }
}
