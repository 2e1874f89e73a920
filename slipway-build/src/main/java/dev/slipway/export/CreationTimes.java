// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.HistoryEntry;
import dev.slipway.oci.ImageConfig;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.LayerTimes;
import dev.slipway.snapshot.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills in the times of an image and its history where the build set none: those of the layers, as BuildKit does. */
final class CreationTimes {
    private CreationTimes() {}

    /** The configuration with its layers, its time that of the last step of its history. */
    static ImageConfig filled(Store store, BuiltImage image, List<Digest> diffIds) {
        List<HistoryEntry> history = history(store, image);
        ImageConfig config = image.config();
        Optional<String> last =
                history.isEmpty() ? Optional.empty() : history.getLast().created();
        boolean own = config.created().isPresent() && ownTimes(image);
        return new ImageConfig(
                own || last.isEmpty() ? config.created() : last,
                config.author(),
                config.platform(),
                config.config(),
                diffIds,
                history,
                config.others());
    }

    private static boolean ownTimes(BuiltImage image) {
        return image.config().history().stream()
                .allMatch(entry -> entry.created().isPresent());
    }

    private static List<HistoryEntry> history(Store store, BuiltImage image) {
        List<LayerId> layers = image.chain().layers();
        List<HistoryEntry> history = new ArrayList<>();
        int layer = 0;
        for (HistoryEntry entry : image.config().history()) {
            Optional<String> time = entry.created();
            if (!entry.emptyLayer()) {
                if (time.isEmpty() && layer < layers.size()) {
                    time = LayerTimes.of(store, layers.get(layer)).map(ImageConfig::timestamp);
                }
                layer++;
            }
            history.add(at(entry, time));
        }
        return spread(history);
    }

    // a step without a layer has the time of the layer before it, or of the first that is new
    private static List<HistoryEntry> spread(List<HistoryEntry> history) {
        Optional<String> before = Optional.empty();
        boolean missing = false;
        for (HistoryEntry entry : history) {
            if (entry.created().isPresent()) {
                before = entry.created();
                if (missing) {
                    break;
                }
            } else {
                missing = true;
            }
        }
        List<HistoryEntry> all = new ArrayList<>();
        boolean filled = false;
        for (HistoryEntry entry : history) {
            if (entry.created().isPresent()) {
                before = filled ? entry.created() : before;
                all.add(entry);
            } else {
                filled = true;
                all.add(at(entry, before));
            }
        }
        return all;
    }

    private static HistoryEntry at(HistoryEntry entry, Optional<String> time) {
        return new HistoryEntry(time, entry.createdBy(), entry.author(), entry.comment(), entry.emptyLayer());
    }
}
