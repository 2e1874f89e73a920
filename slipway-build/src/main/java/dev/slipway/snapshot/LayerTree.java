// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;

/** A layer's folder to be walked: folders before what is in them, names in the order of their bytes. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class LayerTree {
    private final Kernel kernel;
    private final Path fs;

    public LayerTree(Kernel kernel, Path fs) {
        this.kernel = kernel;
        this.fs = fs;
    }

    /** Is shown each entry. */
    public interface Visitor {
        void visit(LayerEntry entry) throws IOException;
    }

    /** Shows all entries below the root, not the root itself. Blocks: run it on a platform thread. */
    public void walk(Visitor visitor) throws IOException {
        throw new UnsupportedOperationException(kernel + " " + fs + visitor);
    }
}
