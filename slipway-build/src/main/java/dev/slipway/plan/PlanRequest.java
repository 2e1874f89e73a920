// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.graph.Op;
import dev.slipway.oci.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be planned, for one platform.
 *
 * @param target a stage by name or number; the last one when absent
 * @param platform what the image is for
 * @param platformIsGiven whether the user asked for it; else the image has that of its base
 * @param labels put on the image, over those of the Dockerfile
 * @param epoch the time to write into the image; those of its layers when absent
 * @param stepPrefix what step names begin with, where there are several platforms or targets: {@code linux/arm64}, or empty
 */
public record PlanRequest(
        Dockerfile dockerfile,
        Optional<String> target,
        Map<String, String> buildArgs,
        Platform platform,
        boolean platformIsGiven,
        Platform buildPlatform,
        Map<String, String> labels,
        CacheUse cache,
        RunDefaults run,
        Optional<Instant> epoch,
        String stepPrefix) {
    public PlanRequest {
        buildArgs = Map.copyOf(buildArgs);
        labels = Map.copyOf(labels);
    }

    /**
     * Which results of earlier builds are not wanted.
     *
     * @param none none are used
     * @param notForStages stages, in lower case, that are run again
     */
    public record CacheUse(boolean none, List<String> notForStages) {
        public CacheUse {
            notForStages = List.copyOf(notForStages);
        }
    }

    /**
     * What every RUN gets that does not say otherwise.
     *
     * @param extraHosts {@code host=address}
     * @param ulimits {@code name=soft:hard}
     * @param entitlements such as {@code security.insecure}
     */
    public record RunDefaults(
            Op.Network network,
            List<String> extraHosts,
            long shmSizeBytes,
            List<String> ulimits,
            List<String> entitlements) {
        /** As docker's. */
        public static final RunDefaults NONE = new RunDefaults(Op.Network.DEFAULT, List.of(), 0, List.of(), List.of());

        public RunDefaults {
            extraHosts = List.copyOf(extraHosts);
            ulimits = List.copyOf(ulimits);
            entitlements = List.copyOf(entitlements);
        }
    }
}
