// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.files.CopyException;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.Store;
import dev.slipway.sys.Kernel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands for steps by all that they take from outside and do with it, found out without running anything: bases by their
 * digests, packages by the state of their archive, files of contexts by their contents, commands by their words. The same on
 * every machine.
 */
public final class StepIdentity implements AutoCloseable {
    private final Contents contents;
    private final Map<Digest, Digest> known = new HashMap<>();
    private final Map<String, String> inputs = new LinkedHashMap<>();

    /** @param ignored what is left out of each context, by its name */
    public StepIdentity(Store store, Map<String, IgnorePatterns> ignored) {
        this.contents = new Contents(store, Kernel.linux(), ignored);
    }

    public Digest of(Step step) throws InterruptedException {
        Digest before = known.get(step.digest());
        if (before != null) {
            return before;
        }
        Hasher hasher = new Hasher().put(step.shape());
        if (step.op() instanceof Op.Files files) {
            hasher.put(of(files.base()));
            for (FileAction action : files.actions()) {
                if (action instanceof FileAction.Copy copy) {
                    hasher.put(source(step, copy));
                }
            }
        } else {
            for (Step input : step.inputs()) {
                hasher.put(of(input));
            }
        }
        Digest identity = hasher.digest();
        known.put(step.digest(), identity);
        // what stands for its inputs is told of those
        inputs.putIfAbsent(step.name(), step.shape().abbreviated());
        return identity;
    }

    private Digest source(Step step, FileAction.Copy copy) throws InterruptedException {
        if (!(copy.source().op() instanceof Op.Local local)) {
            return new Hasher()
                    .put(of(copy.source()))
                    .put(copy.paths())
                    .put(copy.parents())
                    .put(copy.excludes())
                    .digest();
        }
        try {
            var content = contents.of(local);
            Digest found =
                    content.digest(content.select(copy.paths(), copy.parents()), FilesRunner.excludes(copy.excludes()));
            inputs.put(step.name() + ": " + String.join(" ", copy.paths()), found.abbreviated());
            return found;
        } catch (CopyException e) {
            throw StepKeys.failed(step, e);
        }
    }

    /** All steps that were looked at and the files that they take, each with what stands for it. */
    public Map<String, String> inputs() {
        return inputs;
    }

    @Override
    public void close() {
        contents.close();
    }
}
