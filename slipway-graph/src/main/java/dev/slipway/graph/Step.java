// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.solve.Vertex;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation with what people call it. The digest covers the operation and all that it builds on, and whether earlier
 * results are used; the rest of the label does not enter it, so that a renamed stage or a moved line builds nothing again.
 */
public final class Step implements Vertex<Step> {
    /**
     * What does not affect the result.
     *
     * @param name as buildx prints it, such as {@code [builder 2/5] RUN make}
     * @param at the instruction
     * @param ignoresCache whether results of earlier builds must not be used
     * @param proxyEnv environment for a command that must not enter its key (the predefined proxy arguments)
     */
    public record Label(String name, Optional<SourceSpan> at, boolean ignoresCache, Map<String, String> proxyEnv) {
        public Label {
            proxyEnv = Map.copyOf(proxyEnv);
        }

        /** A label that is just a name. */
        public static Label of(String name) {
            return new Label(name, Optional.empty(), false, Map.of());
        }
    }

    private final Op op;
    private final Label label;
    private final Digest shape;
    private final Digest digest;

    public Step(Op op, Label label) {
        this.op = op;
        this.label = label;
        this.shape = OpEncoder.shape(op);
        Digest ofOp = OpEncoder.digest(op, shape);
        this.digest = label.ignoresCache() ? new Hasher().put("again").put(ofOp).digest() : ofOp;
    }

    public Op op() {
        return op;
    }

    public Label label() {
        return label;
    }

    public String name() {
        return label.name();
    }

    @Override
    public Digest digest() {
        return digest;
    }

    /** Covers the operation alone, whatever it is applied to: the part of a cache key that inputs do not give. */
    public Digest shape() {
        return shape;
    }

    @Override
    public List<Step> inputs() {
        return op.inputs();
    }

    @Override
    public boolean ignoresCache() {
        return label.ignoresCache();
    }

    @Override
    public String toString() {
        return label.name();
    }
}
