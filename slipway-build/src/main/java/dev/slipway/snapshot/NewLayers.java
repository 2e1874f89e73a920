// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The layers that one process made.
 *
 * @param count how many they are
 * @param measured what those take, in bytes, that were measured when they were made
 * @param unmeasured the others
 */
public record NewLayers(int count, long measured, List<LayerId> unmeasured) {
    public static final NewLayers NONE = new NewLayers(0, 0, List.of());

    static NewLayers of(Map<LayerId, OptionalLong> sizes) {
        long measured = 0;
        List<LayerId> unmeasured = new ArrayList<>();
        for (Map.Entry<LayerId, OptionalLong> layer : sizes.entrySet()) {
            measured += layer.getValue().orElse(0);
            if (layer.getValue().isEmpty()) {
                unmeasured.add(layer.getKey());
            }
        }
        return new NewLayers(sizes.size(), measured, unmeasured);
    }

    public boolean isEmpty() {
        return count == 0;
    }
}
