// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.ImagePuller;
import dev.slipway.engine.ResolvedImage;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.job.JobBase;
import dev.slipway.snapshot.Chain;
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
            Step step = new Step(new Op.Image(name, image.manifest()), Step.Label.of("pull " + name));
            known = new ImagePuller(machine.store(), machine.registries()::client, machine.progress()).pull(step);
            chain = known;
        }
        return known;
    }
}
