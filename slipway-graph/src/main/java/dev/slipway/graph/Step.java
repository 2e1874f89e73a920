// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.solve.Vertex;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
     * @param anew the option by which results of earlier builds must not be used, such as {@code --no-cache}
     * @param proxyEnv environment for a command that must not enter its key (the predefined proxy arguments)
     * @param args the names in the environment of a command whose values an ARG gave
     */
    public record Label(
            String name,
            Optional<SourceSpan> at,
            Optional<String> anew,
            Map<String, String> proxyEnv,
            Set<String> args) {
        public Label {
            proxyEnv = Map.copyOf(proxyEnv);
            args = Set.copyOf(args);
        }

        /** A label of what is no command. */
        public Label(String name, Optional<SourceSpan> at, Optional<String> anew) {
            this(name, at, anew, Map.of(), Set.of());
        }

        /** A label that is just a name. */
        public static Label of(String name) {
            return new Label(name, Optional.empty(), Optional.empty());
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
        this.digest =
                label.anew().isPresent() ? new Hasher().put("again").put(ofOp).digest() : ofOp;
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
        return label.anew().isPresent();
    }

    @Override
    public String toString() {
        return label.name();
    }
}
