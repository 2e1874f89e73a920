// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who uses single layers for long, and so does not hold a generation. */
final class LayerUse {
    private LayerUse() {}

    private static FileLocks locks(StoreLayout layout) {
        return FileLocks.of(layout.locks("used-layers"));
    }

    /** Holds the layers; to be done while the generation is held in which they were found. */
    static Lease hold(StoreLayout layout, Chain chain) throws IOException {
        List<Lease> leases = new ArrayList<>();
        for (LayerId layer : chain.distinct()) {
            locks(layout).tryAcquire(layer.text(), true).ifPresent(leases::add);
        }
        return () -> leases.forEach(Lease::close);
    }

    /** The lock of who deletes the layer; empty while somebody uses it. */
    static Optional<Lease> alone(StoreLayout layout, LayerId layer) throws IOException {
        return locks(layout).tryAcquire(layer.text(), false);
    }
}
