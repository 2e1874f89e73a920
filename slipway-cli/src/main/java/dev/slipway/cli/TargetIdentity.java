// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.engine.StepIdentity;
import dev.slipway.oci.ContainerConfig;
import dev.slipway.plan.BuildPlan;
import dev.slipway.snapshot.Store;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a target is made of, on all its platforms: its steps and what they take from outside, and how programs start in it. Names,
 * labels and places where it goes are not part of it.
 *
 * @param inputs what it comes from, each with what stands for it
 */
record TargetIdentity(Digest digest, Map<String, String> inputs) {
    static TargetIdentity of(BakeGraph graph, String target, Store store) throws InterruptedException {
        Map<String, String> inputs = new TreeMap<>();
        Hasher hasher = new Hasher();
        try (StepIdentity identity = new StepIdentity(store, graph.folders().ignored())) {
            // by platform: the order in a file says nothing
            Map<String, BuildPlan> plans = new TreeMap<>();
            graph.plans(target)
                    .forEach(plan -> plans.put(plan.config().platform().toString(), plan));
            for (Map.Entry<String, BuildPlan> plan : plans.entrySet()) {
                hasher.put(plan.getKey()).put(identity.of(plan.getValue().root()));
                Digest start = start(plan.getValue().config().config());
                hasher.put(start);
                inputs.put("how programs start on " + plan.getKey(), start.abbreviated());
            }
            inputs.putAll(identity.inputs());
        }
        return new TargetIdentity(hasher.digest(), inputs);
    }

    private static Digest start(ContainerConfig config) {
        Hasher hasher = new Hasher();
        hasher.put(config.user()).put(config.env()).put(config.entrypoint()).put(config.cmd());
        hasher.put(config.workingDir()).put(config.volumes()).put(config.exposedPorts());
        hasher.put(config.stopSignal()).put(config.onBuild()).put(config.shell());
        return hasher.digest();
    }
}
