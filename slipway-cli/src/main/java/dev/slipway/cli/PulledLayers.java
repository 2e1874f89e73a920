// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.engine.ImagePuller;
import dev.slipway.engine.ResolvedImage;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.job.JobBase;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The layers of an image of a registry, pulled when they are first needed. */
final class PulledLayers implements JobBase.Layers {
    private final ResolvedImage image;
    private final JobImages.Machine machine;
    private @Nullable Chain chain;

    PulledLayers(ResolvedImage image, JobImages.Machine machine) {
        this.image = image;
        this.machine = machine;
    }

    @Override
    public synchronized Chain chain() throws InterruptedException {
        Chain known = chain;
        if (known == null) {
            String name = image.reference().toString();
            Step step = new Step(new Op.Image(name, image.manifest()), Step.Label.of("FROM " + name));
            known = layers(step);
            chain = known;
        }
        return known;
    }

    // with the record that a build would have of it: what nothing names is collected
    private Chain layers(Step step) throws InterruptedException {
        Store store = machine.store();
        Digest key = new Hasher().put(step.shape()).digest();
        Optional<ActionRecord> before = store.find(key);
        if (before.isPresent()) {
            return before.get().chain();
        }
        Chain pulled = new ImagePuller(store, machine.registries()::client, machine.progress()).pull(step);
        Instant now = machine.progress().clock().instant();
        store.save(new ActionRecord(key, key, pulled, now, step.name(), Map.of()));
        return pulled;
    }
}
