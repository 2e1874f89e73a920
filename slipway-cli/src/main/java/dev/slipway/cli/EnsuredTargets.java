// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakePlan;
import dev.slipway.bake.Field;
import dev.slipway.bake.Target;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import dev.slipway.registry.FetchedManifest;
import dev.slipway.registry.RegistryClient;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Targets that are built only if their registry has not got them. The registry itself is asked, no mirror: that answers of
 * what was there an hour ago. Only "not found" lets a target be built; whatever else a registry says is an error.
 *
 * @param present what is there, by targets
 * @param missing the targets to build, with the platforms that their tags must have
 */
record EnsuredTargets(Map<String, Present> present, Map<String, List<Platform>> missing) {
    static final EnsuredTargets NONE = new EnsuredTargets(Map.of(), Map.of());

    /** An image of a registry: its name with its digest. */
    record Present(ImageReference image, Descriptor descriptor) {}

    /**
     * Looks for those targets that say {@code ensure = true}.
     *
     * @param all whether it is said of all that were asked for
     */
    static EnsuredTargets look(BakePlan plan, Map<String, BuildOptions> options, boolean all, Registries registries) {
        Map<String, Target> wanted = wanted(plan, all);
        if (wanted.isEmpty()) {
            return NONE;
        }
        Map<String, Present> present = new LinkedHashMap<>();
        Map<String, List<Platform>> missing = new LinkedHashMap<>();
        RegistryClient registry = registries.client().withoutMirrors();
        wanted.keySet().forEach(name -> {
            BuildOptions read = Objects.requireNonNull(options.get(name));
            List<Platform> platforms = read.platforms().isEmpty() ? List.of(Platform.host()) : read.platforms();
            Optional<Present> found = find(read.tags(), platforms, registry);
            found.ifPresentOrElse(image -> present.put(name, image), () -> missing.put(name, platforms));
        });
        return new EnsuredTargets(present, missing);
    }

    private static Map<String, Target> wanted(BakePlan plan, boolean all) {
        Map<String, Target> wanted = new TreeMap<>();
        plan.targets().forEach((name, target) -> {
            if (target.flag(Field.ENSURE) || (all && plan.asked().contains(name))) {
                if (target.texts(Field.TAGS).isEmpty()) {
                    throw withoutTag(target);
                }
                wanted.put(name, target);
            }
        });
        return wanted;
    }

    /** The plan in which such targets are pushed when they are built. */
    static BakePlan pushed(BakePlan plan, boolean all) {
        Map<String, Target> wanted = wanted(plan, all);
        return wanted.isEmpty() ? plan : plan.pushing(wanted.keySet());
    }

    private static RuntimeException withoutTag(Target target) {
        String summary = "the target \"" + target.name() + "\" has no tag by which a registry could have it";
        Optional<SourceSpan> place = Optional.ofNullable(target.places().get(Field.ENSURE));
        return place.isPresent()
                ? SourceException.at(
                        place.get(), summary, "expected tags = [\"registry.example/builder:KEY\"] in the target")
                : new UsageException(summary + "; give it one, or leave --ensure out");
    }

    // under some of its names only, or another under one of them, it is not there
    private static Optional<Present> find(
            List<ImageReference> tags, List<Platform> platforms, RegistryClient registry) {
        Optional<Present> first = Optional.empty();
        for (ImageReference tag : tags) {
            Optional<Present> found = find(tag, platforms, registry);
            boolean isOther = first.isPresent()
                    && found.isPresent()
                    && !first.get()
                            .descriptor()
                            .digest()
                            .equals(found.get().descriptor().digest());
            if (found.isEmpty() || isOther) {
                return Optional.empty();
            }
            first = first.or(() -> found);
        }
        return first;
    }

    /** What the tag names, if it has all of the platforms. */
    static Optional<Present> find(ImageReference tag, List<Platform> platforms, RegistryClient registry) {
        Optional<Descriptor> found = registry.resolve(tag);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ImageReference image = tag.withoutVersion().withDigest(found.get().digest());
        FetchedManifest manifest = registry.fetchManifest(image);
        List<Platform> there = new ArrayList<>();
        if (manifest.isIndex()) {
            manifest.asIndex().images().forEach(one -> one.platform().ifPresent(there::add));
        } else {
            there.add(registry.fetchConfig(image, manifest.asManifest()).platform());
        }
        boolean isWhole = platforms.stream().allMatch(one -> there.stream().anyMatch(one::matches));
        return isWhole ? Optional.of(new Present(image, found.get())) : Optional.empty();
    }

    boolean isEmpty() {
        return present.isEmpty() && missing.isEmpty();
    }

    /** What is left of the plan without what is there. */
    BakePlan left(BakePlan plan) {
        if (present.isEmpty()) {
            return plan;
        }
        Map<String, String> images = new LinkedHashMap<>();
        present.forEach((name, image) -> images.put(name, image.image().toString()));
        return plan.with(images);
    }
}
