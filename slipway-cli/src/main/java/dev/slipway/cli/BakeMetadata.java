// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.export.Exported;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The content of bake's {@code --metadata-file}: what {@code build} writes, for each target by its name. */
final class BakeMetadata {
    private BakeMetadata() {}

    static String of(Map<String, Exported> exported, BakeGraph graph, EnsuredTargets ensured) {
        Json.Builder all = Json.object();
        for (String name : new TreeMap<>(graph.targets()).keySet()) {
            Exported made = exported.getOrDefault(name, Exported.NOTHING);
            all.put(
                    name,
                    BuildMetadata.json(
                            made,
                            exported.containsKey(name)
                                    ? graph.target(name).options().tags()
                                    : List.of()));
        }
        ensured.present()
                .forEach((name, present) -> all.put(
                        name,
                        BuildMetadata.json(
                                new Exported(Optional.empty(), Optional.of(present.descriptor())),
                                List.of(present.image()))));
        return JsonWriter.pretty(all.build()) + "\n";
    }
}
