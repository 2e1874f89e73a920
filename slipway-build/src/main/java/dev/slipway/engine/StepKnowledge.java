// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.explain.Known;
import dev.slipway.graph.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What comes out about steps while they are looked up and run. A few entries in maps: this is on the path of every build. */
final class StepKnowledge implements Known {
    private final Map<Digest, Digest> keys = new ConcurrentHashMap<>();
    private final Map<Digest, Digest> identities = new ConcurrentHashMap<>();
    private final Map<Digest, List<Digest>> contents = new ConcurrentHashMap<>();
    private final Set<Digest> cached = ConcurrentHashMap.newKeySet();
    private final Set<Digest> read = ConcurrentHashMap.newKeySet();

    void key(Step step, Digest key) {
        keys.put(step.digest(), key);
    }

    void cached(Step step, StepResult result) {
        cached.add(step.digest());
        identities.put(step.digest(), result.identity());
    }

    void ran(Step step, StepResult result) {
        identities.put(step.digest(), result.identity());
    }

    void contents(Step step, List<Digest> digests) {
        contents.put(step.digest(), digests);
    }

    /** The files of this content were read by this process. */
    void read(Digest content) {
        read.add(content);
    }

    boolean isRead(Digest content) {
        return read.contains(content);
    }

    @Override
    public Optional<Digest> key(Step step) {
        return Optional.ofNullable(keys.get(step.digest()));
    }

    @Override
    public Optional<Digest> identity(Step step) {
        Digest identity = identities.get(step.digest());
        return identity == null ? key(step) : Optional.of(identity);
    }

    @Override
    public List<Digest> contents(Step step) {
        return contents.getOrDefault(step.digest(), List.of());
    }

    @Override
    public boolean isCached(Step step) {
        return cached.contains(step.digest());
    }
}
