// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A file system: layers from bottom to top. The empty chain is {@code scratch}. */
public record Chain(List<LayerId> layers) {
    public static final Chain SCRATCH = new Chain(List.of());

    public Chain {
        layers = List.copyOf(layers);
    }

    /** This with one more layer on top. */
    public Chain plus(LayerId top) {
        List<LayerId> all = new ArrayList<>(layers);
        all.add(top);
        return new Chain(all);
    }

    /**
     * The layers to mount: of one that stands several times only the topmost counts, since it decides over every path
     * that the others have; and an overlay takes none twice. Images do have equal layers, such as those of two steps that
     * change nothing.
     */
    List<LayerId> distinct() {
        LinkedHashSet<LayerId> fromTop = new LinkedHashSet<>(layers.reversed());
        return List.copyOf(fromTop).reversed();
    }

    public boolean isEmpty() {
        return layers.isEmpty();
    }

    public int size() {
        return layers.size();
    }

    // written out: what a record has by itself spins classes at its first use, while somebody waits for a step
    @Override
    public boolean equals(Object other) {
        return other instanceof Chain that && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return layers.hashCode();
    }
}
