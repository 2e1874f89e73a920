// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CachePlace;
import dev.slipway.cache.CacheSink;
import dev.slipway.cli.view.ProgressMode;
import dev.slipway.exec.Network;
import dev.slipway.exec.Ulimit;
import dev.slipway.export.OutputSpec;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code slipway build} was asked to do: checked, typed, complete.
 *
 * @param platforms normalised; none for this machine's
 * @param buildArgs in the order given; a name without a value has that of the environment, or is left out
 * @param outputs what {@code --output}, {@code --push} and {@code --load} come to; never empty for a normal call
 */
public record BuildOptions(
        Source source,
        Optional<String> target,
        List<Platform> platforms,
        List<ImageReference> tags,
        Map<String, String> buildArgs,
        Map<String, String> labels,
        Caching caching,
        StepDefaults steps,
        List<SecretSpec> secrets,
        List<SshSpec> ssh,
        Set<Entitlement> allowed,
        List<OutputSpec> outputs,
        Report report,
        Call call) {
    /** What is built. */
    public record Source(BuildInput context, DockerfileSource dockerfile, List<BuildContextSpec> namedContexts) {
        public Source {
            namedContexts = List.copyOf(namedContexts);
        }
    }

    /**
     * What may be reused.
     *
     * @param noCacheFilter the stages that are built anew
     * @param pull whether registries are asked even for bases that are in the store
     * @param failOnMiss whether it is a failure when a step would have to run
     * @param verifyReproducible whether all is built a second time without the cache, to compare
     */
    public record Caching(
            boolean noCache,
            List<String> noCacheFilter,
            boolean pull,
            boolean failOnMiss,
            boolean verifyReproducible,
            Travelling caches) {
        public Caching {
            noCacheFilter = List.copyOf(noCacheFilter);
        }
    }

    /** The caches besides the store. */
    public record Travelling(List<CachePlace> from, List<CacheSink> to) {
        public Travelling {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /** What every RUN step gets. */
    public record StepDefaults(
            Network network, List<HostEntry> hosts, Optional<Long> shmSizeBytes, List<Ulimit> ulimits) {
        public StepDefaults {
            hosts = List.copyOf(hosts);
            ulimits = List.copyOf(ulimits);
        }
    }

    /** What is told of the build. */
    public record Report(ProgressMode progress, Optional<Path> imageIdFile, Optional<Path> metadataFile) {
        /** Whether the image's id is printed at the end, and nothing else. */
        public boolean isQuiet() {
            return progress == ProgressMode.QUIET;
        }
    }

    /** Whether nothing is built: the Dockerfile is asked something. */
    public boolean isQuestion() {
        return call.kind() != Call.Kind.BUILD;
    }

    public BuildOptions {
        platforms = List.copyOf(platforms);
        tags = List.copyOf(tags);
        buildArgs = Collections.unmodifiableMap(new LinkedHashMap<>(buildArgs));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        secrets = List.copyOf(secrets);
        ssh = List.copyOf(ssh);
        allowed = Set.copyOf(allowed);
        outputs = List.copyOf(outputs);
    }
}
