// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.bake.Job;
import dev.slipway.bake.JobCache;
import dev.slipway.bake.JobSecret;
import dev.slipway.bake.PlacedText;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stands for all that a job's result depends on: values of secrets and contents of caches are not among it. */
final class JobKey {
    private static final int VERSION = 1;

    private JobKey() {}

    /**
     * @param project the digest of what it sees of the project
     * @param others what stands for the artifacts of the jobs that it needs, and for its policies
     */
    static Digest of(Job job, JobBase base, Optional<Digest> project, List<String> others) {
        Hasher hasher = new Hasher();
        hasher.put(VERSION).put(base.identity()).put(project.map(Digest::hex));
        hasher.put(others);
        hasher.put(texts(job.commands()))
                .put(job.shell())
                .put(job.place().workdir().text());
        hasher.put(job.place().user())
                .put(job.place().network().map(PlacedText::text))
                .put(job.place().platform().map(PlacedText::text));
        for (Map.Entry<String, String> variable : new TreeMap<>(job.environment()).entrySet()) {
            hasher.put(variable.getKey()).put(variable.getValue());
        }
        hasher.put(texts(job.artifacts())).put(texts(job.policies()));
        hasher.put(job.caches().size());
        for (JobCache cache : job.caches()) {
            hasher.put(cache.name()).put(cache.path().text());
        }
        hasher.put(job.secrets().size());
        for (JobSecret secret : job.secrets()) {
            hasher.put(secret.id().text()).put(secret.variable()).put(secret.target());
        }
        return hasher.digest();
    }

    private static List<String> texts(List<PlacedText> placed) {
        return placed.stream().map(PlacedText::text).toList();
    }
}
