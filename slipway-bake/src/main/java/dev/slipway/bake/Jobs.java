// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All jobs of a project. What they need is there, and no job needs itself. */
public final class Jobs {
    private final Map<String, Job> byName = new LinkedHashMap<>();
    private final Map<String, List<Job>> byBlock = new LinkedHashMap<>();

    /** @throws dev.slipway.text.SourceException if two have one name, or one needs what is not there, or itself */
    Jobs(List<Job> jobs) {
        for (Job job : jobs) {
            if (byName.putIfAbsent(job.name().text(), job) != null) {
                throw job.name()
                        .fault(
                                "there are two jobs \"" + job.name().text() + "\"",
                                "give each its own name; name = ... may use all values of a matrix");
            }
            byBlock.computeIfAbsent(job.block(), _ -> new ArrayList<>()).add(job);
        }
        jobs.forEach(job -> job.needs().forEach(this::require));
        Set<Job> sound = new LinkedHashSet<>();
        jobs.forEach(job -> refuseCycle(job, new ArrayList<>(), sound));
    }

    private void require(PlacedText name) {
        if (find(name.text()).isEmpty()) {
            throw name.fault(
                    "there is no job \"" + name.text() + "\"",
                    Suggestion.didYouMean(name.text(), names()).orElse("the jobs are " + String.join(", ", names())));
        }
    }

    private void refuseCycle(Job job, List<String> path, Set<Job> sound) {
        if (sound.contains(job)) {
            return;
        }
        String name = job.name().text();
        path.add(name);
        for (PlacedText need : job.needs()) {
            for (Job needed : find(need.text()).orElse(List.of())) {
                int first = path.indexOf(needed.name().text());
                if (first >= 0) {
                    List<String> round = new ArrayList<>(path.subList(first, path.size()));
                    round.add(needed.name().text());
                    throw need.fault("jobs need each other: " + String.join(" -> ", round), "take one of them away");
                }
                refuseCycle(needed, path, sound);
            }
        }
        path.removeLast();
        sound.add(job);
    }

    /** The names that can be asked for: of jobs, and of blocks. */
    public Collection<String> names() {
        Set<String> names = new LinkedHashSet<>();
        byBlock.forEach((block, jobs) -> {
            names.add(block);
            jobs.forEach(job -> names.add(job.name().text()));
        });
        return names;
    }

    /** In the order of the files. */
    public List<Job> all() {
        return List.copyOf(byName.values());
    }

    /** The job of that name, or those of the block. */
    public Optional<List<Job>> find(String name) {
        Job one = byName.get(name);
        return one == null ? Optional.ofNullable(byBlock.get(name)) : Optional.of(List.of(one));
    }

    /** What the job needs. */
    public List<Job> needed(Job job) {
        Set<Job> found = new LinkedHashSet<>();
        job.needs().forEach(need -> found.addAll(find(need.text()).orElse(List.of())));
        return List.copyOf(found);
    }

    /** The jobs and all that they need, each behind what it needs. */
    public List<Job> withNeeds(Collection<Job> wanted) {
        Set<Job> found = new LinkedHashSet<>();
        wanted.forEach(job -> collect(job, found));
        return List.copyOf(found);
    }

    private void collect(Job job, Set<Job> into) {
        if (!into.contains(job)) {
            needed(job).forEach(needed -> collect(needed, into));
            into.add(job);
        }
    }
}
