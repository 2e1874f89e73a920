// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.export.BuiltImage;
import dev.slipway.export.EarlyPush;
import dev.slipway.export.Exported;
import dev.slipway.export.Exporter;
import dev.slipway.export.OutputSpec;
import dev.slipway.export.Publication;
import dev.slipway.oci.ImageReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings what the targets of one bake came to where it is to go: what is for registries goes last, tags behind all else. */
final class BakeExport {
    private final BakeGraph graph;
    private final BakeSession session;
    private final CacheUse caches;
    private final EnsuredTargets ensured;
    private final Map<Optional<Instant>, Exporter> exporters = new HashMap<>();
    private @Nullable Publication publication;

    BakeExport(BakeGraph graph, BakeSession session, CacheUse caches, EnsuredTargets ensured) {
        this.graph = graph;
        this.session = session;
        this.caches = caches;
        this.ensured = ensured;
    }

    Exporter exporter(Optional<Instant> epoch) {
        return exporters.computeIfAbsent(
                epoch,
                time -> new Exporter(
                        caches.packer(),
                        new Exporter.Machine(
                                session.store(),
                                session.registries()::client,
                                session.io().out()),
                        time,
                        session.progress()));
    }

    List<OutputSpec> outputs(String name) {
        return graph.target(name).options().outputs();
    }

    boolean isExported(String name) {
        return outputs(name).stream().anyMatch(output -> !(output instanceof OutputSpec.CacheOnly));
    }

    boolean hasBegun() {
        return publication != null;
    }

    /** The names that were set in registries by now. */
    List<ImageReference> tagged() {
        Publication begun = publication;
        return begun == null ? List.of() : begun.tagged();
    }

    Map<String, Exported> export(Map<String, List<BuiltImage>> images, EarlyPush early) throws InterruptedException {
        Publication later = exporter(Optional.empty()).publication(early);
        publication = later;
        Map<String, Exported> exported = new HashMap<>();
        for (Map.Entry<String, List<BuiltImage>> entry : images.entrySet()) {
            BuildTarget target = graph.target(entry.getKey());
            if (isExported(entry.getKey())) {
                Exporter exporter = exporter(target.epoch());
                exporter = images.size() > 1 ? exporter.of(entry.getKey()) : exporter;
                exported.put(
                        entry.getKey(),
                        exporter.export(entry.getValue(), target.options().outputs(), later));
            }
        }
        watch(later);
        later.publish();
        images.keySet()
                .forEach(name -> outputTags(name).stream()
                        .map(later.left()::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(theirs -> exported.put(name, new Exported(Optional.empty(), Optional.of(theirs)))));
        return exported;
    }

    // who builds the same at the same time may be first: one of the two images is enough
    private void watch(Publication later) {
        ensured.missing()
                .forEach((name, platforms) -> outputTags(name)
                        .forEach(tag -> later.watch(
                                tag,
                                wanted -> EnsuredTargets.find(
                                                wanted,
                                                platforms,
                                                session.registries().client().withoutMirrors())
                                        .map(EnsuredTargets.Present::descriptor))));
    }

    private List<ImageReference> outputTags(String name) {
        return graph.target(name).options().tags();
    }
}
